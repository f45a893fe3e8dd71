"""The team: who has which role, where, since when and by whom (A2, A3)."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import RedirectURLMixin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.csv_files import write_table
from accounts.forms.team import ChangeEndForm, EndRoleForm, TeamFilterForm
from accounts.models import Invitation, RoleGrant
from accounts.rules import can_agree_to_casework_role, can_manage_team, can_see_team
from accounts.scopes import label_of
from accounts.services import change_role_end, end_role, export_team
from accounts.team import TeamPage, name_scopes, people_outside_team, team_page
from accounts.views.downloads import csv_file
from accounts.views.pages import Page, ServicePage

INVITATIONS_SHOWN = 20
"""Open invitations on the team's own page; a page of their own has all."""


class TeamView(Page):
    """Everyone who has a role, and who is invited to one."""

    rule = can_see_team
    template_name = "accounts/team.html"
    title = gettext_lazy("Team")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add roles held, invitations, and what this person may do with them."""
        viewer = self.actor
        filters = TeamFilterForm(self.request.GET)
        chosen = filters.cleaned_data if filters.is_valid() else {}
        words, role = str(chosen.get("q", "")).strip(), chosen.get("role", "")
        page = team_page(viewer, words=words, role=role, **self._keys())
        open_ones = Invitation.objects.pending().select_related("invited_by")
        first = list(open_ones[: INVITATIONS_SHOWN + 1])
        manages = can_manage_team(viewer)
        return super().get_context_data(
            filters=filters,
            is_narrowed=bool(words or role),
            page=page,
            outsiders=people_outside_team(words) if manages else [],
            invitations=name_scopes(first[:INVITATIONS_SHOWN]),
            more_invitations=len(first) > INVITATIONS_SHOWN,
            can_manage=manages,
            can_agree=can_agree_to_casework_role(viewer),
            **self._links(page, words, role),
            **kwargs,
        )

    def _keys(self) -> dict[str, str]:
        return {name: self.request.GET.get(name, "")[:200] for name in ("after", "before")}

    def _links(self, page: TeamPage, words: str, role: str) -> dict[str, str]:
        kept = {name: value for name, value in (("q", words), ("role", role)) if value}
        keys = {"newer_url": ("before", page.before), "older_url": ("after", page.after)}
        return {
            name: f"?{urlencode(kept | {key: value})}"
            for name, (key, value) in keys.items()
            if value
        }


class OneGrantView(RedirectURLMixin, ServicePage):
    """A form about one grant that has not ended; then back to where one came from."""

    def get_default_redirect_url(self) -> str:
        """Return the team's page, where no other was asked for."""
        return reverse("accounts:team")

    @cached_property
    def grant(self) -> RoleGrant:
        """The grant that the address names."""
        grants = RoleGrant.objects.ending_after(timezone.now()).select_related("user")
        return get_object_or_404(grants, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the grant, what it is limited to, and the way back."""
        where, back = label_of(self.grant.scope), self.get_success_url()
        return super().get_context_data(grant=self.grant, where=where, cancel_url=back, **kwargs)


class EndRoleView(OneGrantView):
    """Asks before a role ends."""

    rule = can_see_team
    form_class = EndRoleForm
    template_name = "accounts/end_role.html"
    title = gettext_lazy("Do you want to end this role?")

    def perform(self, **typed: Any) -> None:
        """End it."""
        ended = end_role(actor=self.actor, grant=self.grant, **typed)
        words = {"person": ended.user, "role": ended.definition.title}
        messages.success(self.request, _("%(person)s: the role “%(role)s” has ended.") % words)


class ChangeEndView(OneGrantView):
    """Another last day."""

    rule = can_manage_team
    form_class = ChangeEndForm
    template_name = "accounts/change_end.html"
    title = gettext_lazy("Change the last day of a role")

    def get_initial(self) -> dict[str, Any]:
        """Show the last day as it is."""
        return {"ends_at": self.grant.last_day}

    def perform(self, **typed: Any) -> None:
        """Change it."""
        changed = change_role_end(actor=self.actor, grant=self.grant, **typed)
        words = {"person": changed.user, "role": changed.definition.title}
        text = _("%(person)s: the last day of the role “%(role)s” is changed.") % words
        messages.success(self.request, text)


class ExportView(Page):
    """Asks on GET; sends a copy of the team's list on POST, which the ledger keeps."""

    rule = can_manage_team
    step_up = True
    template_name = "accounts/team_export.html"
    title = gettext_lazy("Download the list of the team")

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Send the file."""
        return csv_file("team", write_table(export_team(actor=self.actor)))
