"""The directory as a source of the public search: services and organisations (C6, C8)."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.days import end_of
from cms.directory.assurance import shown_until
from cms.directory.models import (
    Organisation,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
)
from cms.directory.search_kinds import DIRECTORY, ORGANISATION, SERVICE
from cms.search_index import Document, Source, reindex
from tenants.languages import offered
from theme.bilingual import WELSH

TEXTS = ("description", "eligibility", "how_to_join")


def documents(keys: Collection[str] | None) -> Iterator[Document]:
    """Yield the services that show today, and the organisations that run any, by UUID."""
    services: Any = Service.objects
    organisations: Any = Organisation.objects
    shown = services.shown()
    running = organisations.filter(pk__in=shown.order_by().values("organisation"))
    if keys is not None:
        shown, running = shown.filter(pk__in=keys), running.filter(pk__in=keys)
    for service in shown.select_related("organisation").annotate(**_parts()):
        yield from _of_service(service)
    among = Q(services__in=services.shown().order_by().values("pk"))
    for organisation in running.annotate(last=Max("services__assured_on", filter=among)):
        yield from _of_organisation(organisation)


def index_services(keys: Iterable[UUID], organisations: Iterable[UUID | None] = ()) -> None:
    """Bring the index in step with services, and with who runs them.

    `organisations` are named where the service itself is gone. Whatever changes rows without
    saving them one by one (an import) calls this itself.
    """
    found = set(keys)
    rows = Service.objects.filter(pk__in=found).values_list("organisation", flat=True)
    all_of_them = {*found, *rows, *(key for key in organisations if key)}
    if all_of_them:
        reindex(DIRECTORY, [str(key) for key in all_of_them])


def index_directory() -> None:
    """Write the directory's part of the index anew, such as after loading a list."""
    reindex(DIRECTORY)


def _rows(model: Any, **fields: str) -> ArraySubquery:
    rows = model.objects.filter(service=OuterRef("pk")).order_by()
    return ArraySubquery(rows.values(json=JSONObject(**fields)))


def _parts() -> dict[str, ArraySubquery]:
    return {
        "term_names": _rows(
            ServiceAttribute,
            name="term__name",
            name_cy="term__name_cy",
            words="term__other_words",
            words_cy="term__other_words_cy",
        ),
        "area_names": _rows(ServiceArea, name="locality__name", name_cy="locality__name_cy"),
        "place_names": _rows(
            ServiceAtLocation,
            name="location__name",
            name_cy="location__name_cy",
            city="location__city",
            area="location__locality__name",
            withheld="location__address_withheld",
        ),
    }


def _languages(row: Any) -> list[str]:
    """Return the languages that a row is indexed in: Welsh too where it has a Welsh name."""
    return ["en", WELSH] if row.name_cy and WELSH in offered() else ["en"]


def _said(row: Any, field: str, language: str) -> str:
    own = getattr(row, f"{field}_{WELSH}", "") if language == WELSH else ""
    return str(own or getattr(row, field))


def _name_of(part: dict[str, str], language: str) -> str:
    return (part.get("name_cy", "") if language == WELSH else "") or part["name"]


def _of_service(service: Any) -> Iterator[Document]:
    areas = tuple(part["name"] for part in service.area_names)
    for language in _languages(service):
        texts = [_said(service, field, language) for field in TEXTS]
        keywords = [_said(service.organisation, "name", language)]
        keywords += [word for part in service.term_names for word in _term(part)]
        keywords += [_place(part, language) for part in service.place_names]
        keywords += [_name_of(part, language) for part in service.area_names]
        yield Document(
            key=str(service.pk),
            language=language,
            kind=SERVICE,
            title=_said(service, "name", language),
            text=" ".join(texts),
            keywords=" ".join(keywords),
            url=reverse("finder:service", args=[service.pk]),
            localities=areas,
            shows_until=end_of(shown_until(service.assured_on)),
        )


def _term(part: dict[str, str]) -> list[str]:
    """Return a term's names and other words: in Welsh too, in whatever language the service is."""
    fields = ("name", "words", *(("name_cy", "words_cy") if WELSH in offered() else ()))
    return [part[field] for field in fields if part[field]]


def _place(part: dict[str, Any], language: str) -> str:
    """Return a place's words; of a withheld address the locality alone (C9)."""
    if part["withheld"]:
        return part["area"] or ""
    return " ".join([_name_of(part, language), part["city"], part["area"] or ""])


def _of_organisation(organisation: Any) -> Iterator[Document]:
    for language in _languages(organisation):
        yield Document(
            key=str(organisation.pk),
            language=language,
            kind=ORGANISATION,
            title=_said(organisation, "name", language),
            text=_said(organisation, "description", language),
            url=reverse("finder:organisation", args=[organisation.pk]),
            shows_until=end_of(shown_until(organisation.last)),
        )


SOURCE = Source(
    slug=DIRECTORY,
    kinds={SERVICE: _("Service"), ORGANISATION: _("Organisation")},
    documents=documents,
)
