"""The API's addresses. Answers are the same for everybody, and kept like pages."""

import math
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.days import end_of
from cms.directory.api import documents, openapi, whole
from cms.directory.api.finding import find_places, find_services
from cms.directory.api.parameters import (
    FILTERS,
    MOST_PER_PAGE,
    PAGING,
    PER_PAGE,
    BadParameter,
    read,
)
from cms.directory.models import Taxonomy, TaxonomyTerm
from tenants.access import declare
from tenants.current import current
from tenants.page_cache import mark_public, stale_from
from tenants.rules import anyone

Found = dict[str, Any] | None
OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*"}


def api(view: Callable[..., Found]) -> Callable[..., JsonResponse]:
    """Make a public address of a function that returns a document, or None for nothing there."""

    @require_safe
    @declare(anyone)
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> JsonResponse:
        try:
            found = view(request, **kwargs)
        except BadParameter as error:
            return _json({"error": str(error)}, status=400)
        if found is None:
            return _json({"error": "There is nothing with that id."}, status=404)
        stale_from(request, end_of(timezone.localdate()))  # entries end with a day (C9)
        return mark_public(_json(found))

    answer.rule = anyone  # type: ignore[attr-defined]
    return answer


def _json(content: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, headers=OPEN_TO_ALL)


@api
def about(request: HttpRequest) -> Found:
    """Say which version of the standard this is, and where it is described."""
    return {
        "version": openapi.VERSION,
        "profile": openapi.PROFILE,
        "openapi_url": current().url(reverse("open_referral:openapi")),
    }


@api
def description(request: HttpRequest) -> Found:
    """Describe the API in OpenAPI."""
    root = current().url(reverse("open_referral:about")).rstrip("/")
    return openapi.document(title=current().title, root=root)


@api
def services(request: HttpRequest) -> Found:
    """List the services that everybody sees."""
    asked = read(request.GET, (*PAGING, *FILTERS))
    return _page(find_services(asked), asked, documents.service, "organisation")


@api
def service(request: HttpRequest, key: str) -> Found:
    """Return one service, whole."""
    return _one(key, whole.whole_service)


@api
def service_at_locations(request: HttpRequest) -> Found:
    """List services at places."""
    asked = read(request.GET, (*PAGING, *FILTERS))
    related = ("service__organisation", "location__locality")
    return _page(find_places(asked), asked, documents.service_at_location, *related)


@api
def service_at_location(request: HttpRequest, key: str) -> Found:
    """Return one service at a place, whole."""
    return _one(key, whole.whole_place)


@api
def taxonomies(request: HttpRequest) -> Found:
    """List the ways of sorting services."""
    return _page(Taxonomy.objects.all(), read(request.GET, PAGING), documents.taxonomy)


@api
def taxonomy(request: HttpRequest, key: str) -> Found:
    """Return one taxonomy."""
    return _one(key, lambda pk: _written(Taxonomy.objects.filter(pk=pk), documents.taxonomy))


@api
def taxonomy_terms(request: HttpRequest) -> Found:
    """List the terms of all taxonomies."""
    asked = read(request.GET, PAGING)
    return _page(TaxonomyTerm.objects.all(), asked, documents.term, "taxonomy")


@api
def taxonomy_term(request: HttpRequest, key: str) -> Found:
    """Return one term."""
    terms = TaxonomyTerm.objects.select_related("taxonomy")
    return _one(key, lambda pk: _written(terms.filter(pk=pk), documents.term))


def _one(key: str, find: Callable[[UUID], Found]) -> Found:
    try:
        return find(UUID(key))
    except ValueError:
        return None


def _written(rows: QuerySet[Any], write: Callable[[Any], dict[str, Any]]) -> Found:
    row = rows.first()
    return write(row) if row else None


def _page(
    rows: QuerySet[Any], asked: dict[str, Any], write: Callable[[Any], Any], *related: str
) -> Found:
    """Return one page in the standard's envelope.

    All keys are read at once, a few bytes each: they give the total, and the page without `OFFSET`.
    """
    number = asked.get("page", 1)
    per_page = min(asked.get("per_page", PER_PAGE), MOST_PER_PAGE)
    keys = list(rows.values_list("pk", flat=True))
    wanted = keys[(number - 1) * per_page : number * per_page]
    found = rows.model._default_manager.select_related(*related).in_bulk(wanted)
    contents = [write(found[key]) for key in wanted if key in found]
    pages = math.ceil(len(keys) / per_page)
    return {
        "total_items": len(keys),
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }
