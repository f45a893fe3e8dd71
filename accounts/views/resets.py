"""Lost devices: requests of the team, which take two people (A4)."""

from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.account import ResetForm
from accounts.models import SecondFactorReset, User
from accounts.rules import anyone, can_agree_to_reset, can_ask_for_reset, can_see_resets
from accounts.services.second_factor_resets import agree_to_reset, ask_for_reset, withdraw_reset
from accounts.views.buttons import ServiceButton
from accounts.views.pages import Page, ServicePage


class LostDeviceView(Page):
    """What to do without the device, for people who cannot sign in."""

    rule = anyone
    without_second_factor = True
    template_name = "accounts/lost_device.html"
    title = gettext_lazy("If you have lost your device")


class ResetsView(Page):
    """Open requests, and the last ones that were settled."""

    rule = can_see_resets
    template_name = "accounts/resets.html"
    title = gettext_lazy("Lost devices")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the requests, and which of them this person can agree to."""
        rows = SecondFactorReset.objects.select_related("user", "asked_by", "agreed_by")
        waiting = [(reset, can_agree_to_reset(self.request.user, reset)) for reset in rows.open()]
        done = rows.exclude(done_at=None).order_by("-done_at")[:20]
        return super().get_context_data(waiting=waiting, done=done, **kwargs)


class AskForResetView(ServicePage):
    """Asks how one knows that it is them."""

    rule = can_ask_for_reset
    step_up = True
    form_class = ResetForm
    template_name = "accounts/reset_ask.html"
    title = gettext_lazy("Reset somebody's two-step verification")
    success_url = reverse_lazy("accounts:resets")

    @cached_property
    def person(self) -> User:
        """Whose device is lost."""
        return get_object_or_404(User, uuid=self.kwargs["uuid"], is_active=True)

    def get_rule_object(self) -> User:
        """Not one's own."""
        return self.person

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the person."""
        return super().get_context_data(person=self.person, **kwargs)

    def perform(self, **typed: Any) -> None:
        """Ask."""
        ask_for_reset(actor=self.actor, person=self.person, **typed)
        messages.success(self.request, _("A second person of the team has to agree now."))


class ResetAction(ServiceButton):
    """One button beside a request."""

    rule = can_see_resets
    step_up = True
    success_url = "accounts:resets"

    def thing(self) -> dict[str, Any]:
        """Return the request, if it is still open."""
        rows = SecondFactorReset.objects.open().select_related("user")
        return {"reset": get_object_or_404(rows, pk=self.kwargs["pk"])}


class AgreeToResetView(ResetAction):
    """Be the second person."""

    service = agree_to_reset
    done = gettext_lazy("The devices are removed. The person can sign in and set up a new one.")


class WithdrawResetView(ResetAction):
    """Take the request back."""

    service = withdraw_reset
    done = gettext_lazy("The request is taken back.")
