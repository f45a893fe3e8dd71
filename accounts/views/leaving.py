"""Leaving (A8)."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy

from accounts.forms.account import LeaveForm
from accounts.rules import anyone, can_see_own_account
from accounts.services import leave, roles_that_keep
from accounts.sessions import sign_out
from accounts.views.pages import Page, ServicePage


class LeaveView(ServicePage):
    """Says what happens, asks for the password, and closes the account."""

    rule = can_see_own_account
    form_class = LeaveForm
    template_name = "accounts/leave.html"
    title = gettext_lazy("Leave")
    success_url = reverse_lazy("accounts:left")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the roles that somebody else must take over first."""
        return super().get_context_data(roles=roles_that_keep(self.actor), **kwargs)

    def perform(self, **typed: Any) -> None:
        """Leave; the session in hand ends too."""
        leave(actor=self.actor, password=typed["password"])
        sign_out(self.request)


class LeftView(Page):
    """It is done."""

    rule = anyone
    template_name = "accounts/left.html"
    title = gettext_lazy("You have left")
