"""Another e-mail address: asking, confirming from both mailboxes, taking it back (A8)."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.change_links import TO_CONFIRM, TO_STOP, Link, change_of
from accounts.forms.account import EmailChangeForm
from accounts.rules import anyone, can_see_own_account
from accounts.services import (
    ask_email_change,
    confirm_email_change,
    pending_change,
    stop_email_change,
    withdraw_email_change,
)
from accounts.sessions import renew_key
from accounts.views.buttons import Button
from accounts.views.pages import LinkPage, Page, ServicePage


class EmailChangeView(ServicePage):
    """Asks for another address; shows the one that waits."""

    rule = can_see_own_account
    form_class = EmailChangeForm
    template_name = "accounts/email_change.html"
    title = gettext_lazy("Your e-mail address")
    success_url = reverse_lazy("accounts:email_change")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the change that waits."""
        change = pending_change(self.actor)
        return super().get_context_data(person=self.actor, change=change, **kwargs)

    def perform(self, **typed: Any) -> None:
        """Ask; the page that follows says what to do next."""
        ask_email_change(actor=self.actor, **typed)
        messages.success(self.request, _("We have sent two e-mails. Follow the link in each."))


class EmailChangeWithdrawView(Button):
    """Takes a change back."""

    rule = can_see_own_account
    success_url = "accounts:email_change"

    def act(self) -> str:
        """Take it back."""
        withdraw_email_change(actor=self.actor)
        return _("Your e-mail address stays as it is.")


class EmailChangeConfirmView(LinkPage):
    """From a link in one of the two mails: a button, so that no scanner of mails confirms."""

    rule = anyone
    without_second_factor = True  # the mailbox is the proof
    form_class = Form
    template_name = "accounts/email_change_confirm.html"
    title = gettext_lazy("Change your e-mail address")

    link: Link

    def check_link(self) -> None:
        """The link must be this portal's, in time and unused."""
        self.link = change_of(self.kwargs["token"], sides=TO_CONFIRM)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the change."""
        return super().get_context_data(change=self.link.change, **kwargs)

    def perform(self, **typed: Any) -> None:
        """Confirm; the session in hand goes on where it is the person's own."""
        is_own = self._is_own()  # before the change, which ends what it does not keep
        keep = (self.request.session.session_key or "") if is_own else ""
        self.change = confirm_email_change(token=self.kwargs["token"], keep=keep)
        if self.change.done_at and is_own:
            renew_key(self.request, self.change.user)

    def get_success_url(self) -> str:
        """Return the page that says what is still to be done, or that it is."""
        name = "email_changed" if self.change.done_at else "email_half_confirmed"
        return reverse(f"accounts:{name}")

    def _is_own(self) -> bool:
        user = self.request.user
        return user.is_authenticated and user.uuid == self.link.change.user.uuid


class EmailChangeStopView(LinkPage):
    """ "This was not me": takes the change back and ends every session."""

    rule = anyone
    without_second_factor = True
    form_class = Form
    template_name = "accounts/email_change_stop.html"
    title = gettext_lazy("Was this not you?")
    success_url = reverse_lazy("accounts:email_change_stopped")

    def check_link(self) -> None:
        """The link must be this portal's, in time and unused."""
        change_of(self.kwargs["token"], sides=TO_STOP)

    def perform(self, **typed: Any) -> None:
        """Stop it."""
        stop_email_change(token=self.kwargs["token"])


class HalfConfirmedView(Page):
    """One of the two mailboxes has confirmed."""

    rule = anyone
    template_name = "accounts/email_half_confirmed.html"
    title = gettext_lazy("One more link to follow")


class EmailChangedView(Page):
    """Both have."""

    rule = anyone
    template_name = "accounts/email_changed.html"
    title = gettext_lazy("Your e-mail address is changed")


class StoppedView(Page):
    """It was not them."""

    rule = anyone
    template_name = "accounts/email_change_stopped.html"
    title = gettext_lazy("The change is stopped")
