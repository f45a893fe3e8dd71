"""What the pages of providers have in common."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View
from django.views.generic.base import ContextMixin

from cms.directory.models import Organisation, ProposedChange, Service
from cms.directory.rules import (
    can_keep_entries,
    can_pass_changes,
    can_see_change,
    can_see_own_entries,
)
from tenants.access import RuleMixin
from tenants.errors import ServiceError

Crumb = dict[str, str]


@method_decorator(never_cache, name="dispatch")
class EntriesFrame(RuleMixin, ContextMixin):
    """A page for one person; whose it is not, for them nothing is there."""

    request: HttpRequest
    kwargs: dict[str, Any]
    title: ClassVar[Any] = ""

    def crumbs(self) -> list[Crumb]:
        """Return the way to the page."""
        return own_crumbs(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add heading and way."""
        frame = {"title": self.title, "breadcrumbs": self.crumbs()}
        return super().get_context_data(**(frame | kwargs))


class OfOrganisation(EntriesFrame):
    """Knows the organisation that the address names."""

    rule = can_keep_entries
    hidden = asks_strangers = True

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation; else 404."""
        return get_object_or_404(Organisation, pk=self.kwargs["organisation"])

    def get_rule_object(self) -> Organisation:
        """Return whose entries they are."""
        return self.organisation

    def crumbs(self) -> list[Crumb]:
        """Lead by way of the organisation."""
        return organisation_crumbs(self.request.user, self.organisation)

    def home_url(self) -> str:
        """Return the page of the organisation."""
        return reverse("entries:organisation", args=[self.organisation.pk])


class OfService(OfOrganisation):
    """Knows the service that the address names, and so the organisation."""

    @cached_property
    def service(self) -> Service:
        """The service; else 404."""
        rows = Service.objects.select_related("organisation")
        return get_object_or_404(rows, pk=self.kwargs["key"])

    @cached_property
    def organisation(self) -> Organisation:
        """Who runs it."""
        return self.service.organisation


class OfChange(EntriesFrame):
    """Knows the proposed change that the address names."""

    rule = can_see_change
    hidden = asks_strangers = True

    @cached_property
    def change(self) -> ProposedChange:
        """The change; else 404."""
        return change_with(self.kwargs["key"])

    def get_rule_object(self) -> Any:
        """Return the change."""
        return self.change

    def crumbs(self) -> list[Crumb]:
        """Lead by way of the organisation."""
        return organisation_crumbs(self.request.user, self.change.organisation)


class Act(View):
    """One button: what it does, what it says, and where it leads."""

    done: ClassVar[Any] = ""
    request: HttpRequest

    def act(self) -> None:
        """Call the service. Raises `ServiceError`."""
        raise NotImplementedError

    def next_url(self) -> str:
        """Return the page with the button."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the page with the button."""
        return redirect(self.next_url())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, and say so or why not."""
        try:
            self.act()
        except ServiceError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, str(self.done))
        return redirect(self.next_url())


def change_with(key: UUID) -> ProposedChange:
    """Return a change; else 404."""
    rows = ProposedChange.objects.select_related("organisation", "proposed_by", "decided_by")
    change = rows.filter(pk=key).first()
    if change is None:
        raise Http404
    return change


def own_crumbs(user: Any) -> list[Crumb]:
    """Return the way to a page of a provider, or of an editor."""
    if can_see_own_entries(user):
        return [{"title": _("Your services"), "url": reverse("entries:own")}]
    if can_pass_changes(user):
        return [{"title": _("Changes of the directory"), "url": reverse("entries:moderate")}]
    return []


def organisation_crumbs(user: Any, organisation: Organisation) -> list[Crumb]:
    """Return the way by an organisation's page."""
    url = reverse("entries:organisation", args=[organisation.pk])
    return [*own_crumbs(user), {"title": organisation.said("name"), "url": url}]
