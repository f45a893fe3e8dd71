"""One person of the team, or somebody who may join it: roles, state, and what can be done."""

from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.team import GiveRoleForm, LeaveRoleForm, SuspendForm
from accounts.models import Invitation, RoleGrant, User
from accounts.roles import TWO_FACTOR_ROLES
from accounts.rules import (
    can_ask_for_reset,
    can_end_sessions,
    can_leave_role,
    can_manage_team,
    can_see_team,
    can_suspend,
)
from accounts.scopes import label_of
from accounts.services import (
    end_sessions,
    leave_role,
    offer_role,
    restore_person,
    suspend_person,
)
from accounts.services.second_factors import count_devices
from accounts.services.suspension import roles_that_forbid
from accounts.team import held_of
from accounts.views.buttons import ServiceButton
from accounts.views.invitations import what_happens
from accounts.views.pages import Page, ServicePage


class PersonMixin:
    """A page about the person whom the address names; 404 where there is nobody."""

    kwargs: dict[str, Any]

    @cached_property
    def person(self) -> User:
        """The person in the address."""
        return get_object_or_404(User, uuid=self.kwargs["uuid"])

    def get_success_url(self) -> str:
        """Return the address of the person's page."""
        return reverse("accounts:person", args=[self.person.uuid])


class PersonView(PersonMixin, Page):
    """Roles now and before, second factor, last day here, and buttons."""

    rule = can_see_team
    template_name = "accounts/person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the roles and what this viewer may do."""
        viewer, person = self.request.user, self.person
        grants = RoleGrant.objects.filter(user=person).order_by("-starts_at", "-pk")
        held = held_of(viewer, list(grants.select_related("user", "given_by", "approved_by")))
        current = [row for row in held if row.is_open]
        devices = count_devices(person)
        return super().get_context_data(
            title=str(person),
            person=person,
            current=current,
            past=[row for row in held if not row.is_open],
            devices=devices,
            needs_devices=any(row.grant.role in TWO_FACTOR_ROLES for row in current),
            can_give=can_manage_team(viewer) and viewer != person and person.is_active,
            can_reset=bool(devices) and can_ask_for_reset(viewer, person),
            **_suspending(viewer, person),
            can_end_sessions=can_end_sessions(viewer, person),
            **kwargs,
        )


def _suspending(viewer: Any, person: User) -> dict[str, Any]:
    """Return whether this viewer may suspend a person, or let them in, and why not."""
    may = can_suspend(viewer, person) and not person.left_at
    kept_by = roles_that_forbid(person) if may and person.is_active else []
    return {
        "can_suspend": may and not kept_by,
        "kept_by": kept_by,
        "is_oneself": viewer == person and can_manage_team(viewer),
    }


class PersonForm(PersonMixin, ServicePage):
    """A form about the person; then back to the person's page."""

    rule = can_manage_team

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the person, and the way back."""
        back = self.get_success_url()
        return super().get_context_data(person=self.person, cancel_url=back, **kwargs)


class GiveRoleView(PersonForm):
    """A role for somebody who has an account."""

    form_class = GiveRoleForm
    template_name = "accounts/give_role.html"
    title = gettext_lazy("Give a role")

    def perform(self, **typed: Any) -> None:
        """Give it, or ask a practice manager to agree."""
        given = offer_role(actor=self.actor, person=self.person, **typed)
        text = _("The role is given. We have told the person by e-mail.")
        if isinstance(given, Invitation):
            text = what_happens(given)
        messages.success(self.request, text)


class SuspendView(PersonForm):
    """Asks why before somebody is kept out; says so where that is not possible."""

    form_class = SuspendForm
    template_name = "accounts/suspend.html"
    title = gettext_lazy("Suspend an account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what keeps the person in."""
        return super().get_context_data(**_suspending(self.actor, self.person), **kwargs)

    def perform(self, **typed: Any) -> None:
        """Suspend."""
        suspend_person(actor=self.actor, person=self.person, **typed)
        text = _("%s is suspended and signed out everywhere.") % self.person
        messages.success(self.request, text)


class PersonAction(PersonMixin, ServiceButton):
    """One button on the person's page."""

    rule = can_manage_team

    def thing(self) -> dict[str, Any]:
        """Return the person."""
        return {"person": self.person}


class RestoreView(PersonAction):
    """Let somebody in again."""

    service = restore_person
    done = gettext_lazy("The account is open again. We have told the person by e-mail.")


class EndSessionsView(PersonAction):
    """Sign somebody out everywhere."""

    service = end_sessions
    done = gettext_lazy("The person is signed out everywhere.")


class LeaveRoleView(ServicePage):
    """Asks before somebody gives up a role of their own."""

    rule = can_leave_role
    form_class = LeaveRoleForm
    template_name = "accounts/leave_role.html"
    title = gettext_lazy("Give up a role")

    @cached_property
    def grant(self) -> RoleGrant:
        """The grant that the address names."""
        open_ones = RoleGrant.objects.of_team().ending_after(timezone.now())
        return get_object_or_404(open_ones.select_related("user"), pk=self.kwargs["pk"])

    def get_rule_object(self) -> RoleGrant:
        """The rule is asked whose grant it is."""
        return self.grant

    def get_success_url(self) -> str:
        """Return the address of one's account."""
        return reverse("accounts:account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the grant."""
        where = label_of(self.grant.scope)
        return super().get_context_data(grant=self.grant, where=where, **kwargs)

    def perform(self, **typed: Any) -> None:
        """Give it up."""
        left = leave_role(actor=self.actor, grant=self.grant, **typed)
        text = _("You no longer have the role “%s”.") % left.definition.title
        messages.success(self.request, text)
