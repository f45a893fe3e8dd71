"""A provider's own entries: what to check first, what waits, and all there is (C9)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cms.directory.models import Organisation, ProposedChange, Service
from cms.directory.providers.listing import (
    FIRST,
    PAGE,
    after,
    decided_of,
    lines_of,
    places_of,
    reports_of,
    to_confirm,
    waiting_of,
)
from cms.directory.providers.views.frame import EntriesFrame, OfOrganisation, own_crumbs
from cms.directory.rules import can_edit_directory, can_see_own_entries


class OwnEntriesView(EntriesFrame, TemplateView):
    """All organisations of a provider; who keeps one alone is led to it."""

    rule = can_see_own_entries
    title = _("Your services")
    template_name = "directory/entries/own.html"

    @cached_property
    def organisations(self) -> Any:
        """Those that the person keeps."""
        return Organisation.objects.kept_by(self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show them, or the only one."""
        found = list(self.organisations.order_by("name", "pk")[:2])
        if len(found) == 1:
            return redirect("entries:organisation", organisation=found[0].pk)
        return super().get(request, *args, **kwargs)

    def crumbs(self) -> list[dict[str, str]]:
        """It is the first page."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the organisations, by name, and what is most urgent among all of them."""
        rows = self.organisations.order_by("name", "pk")
        found = list(after(rows, self.request.GET.get("after", ""))[: PAGE + 1])
        last = found[PAGE - 1] if len(found) > PAGE else None
        return super().get_context_data(
            organisations=found[:PAGE],
            older=f"{last.name}~{last.pk}" if last else "",
            asked=lines_of(to_confirm(self.organisations, timezone.localdate())[:FIRST]),
            reports=reports_of(self.organisations)[:FIRST],
            waiting=waiting_of(self.organisations)[:FIRST],
            decided=decided_of(self.organisations)[:FIRST],
            **kwargs,
        )


class OrganisationView(OfOrganisation, TemplateView):
    """One organisation: its entry, its services and its places."""

    template_name = "directory/entries/organisation.html"

    def crumbs(self) -> list[dict[str, str]]:
        """Lead back to the list where there is one."""
        return own_crumbs(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is asked, what waits, services by name, and places."""
        mine = Organisation.objects.filter(pk=self.organisation.pk)
        rows = Service.objects.filter(organisation=self.organisation).order_by("name", "pk")
        found = list(after(rows, self.request.GET.get("after", ""))[: PAGE + 1])
        last = found[PAGE - 1] if len(found) > PAGE else None
        waiting = list(waiting_of(mine)[:FIRST])
        kinds = ProposedChange.Kind
        kwargs["organisation"] = self.organisation
        return super().get_context_data(
            title=self.organisation.said("name"),
            lines=lines_of(found[:PAGE]),
            older=f"{last.name}~{last.pk}" if last else "",
            asked=lines_of(to_confirm(mine, timezone.localdate())[:FIRST]),
            reports=reports_of(mine)[:FIRST],
            waiting=waiting,
            own_waits=any(each.kind == kinds.ORGANISATION for each in waiting),
            place_waits={each.entry_id for each in waiting if each.kind == kinds.LOCATION},
            decided=decided_of(mine)[:5],
            places=places_of(self.organisation),
            edits=can_edit_directory(self.request.user),
            **kwargs,
        )
