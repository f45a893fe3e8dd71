"""What I was told, and how I want to be told (A9)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.forms.account import NotificationChoicesForm
from accounts.models import Notification
from accounts.notifications import (
    choices_for,
    is_paused,
    mark_all_read,
    mark_read,
    resume_mail,
    set_choices,
    told_to,
)
from accounts.notifications.telling import is_path_here
from accounts.paging import key_in, page_of
from accounts.rules import can_open_notification, can_see_own_account
from accounts.views.buttons import Button
from accounts.views.pages import Page, PrivatePage, ServicePage
from tenants.languages import addressed_in, in_language

LIST = "accounts:notifications"
PAGE_LENGTH = 30


class NotificationsView(Page):
    """All that one was told, newest first."""

    rule = can_see_own_account
    template_name = "accounts/notifications.html"
    title = gettext_lazy("Notifications")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of them."""
        older, newer = (key_in(self.request.GET.get(name, "")) for name in ("older", "newer"))
        page = page_of(told_to(self.actor), below=older, above=newer, length=PAGE_LENGTH)
        here = reverse(LIST)
        return super().get_context_data(
            page=page,
            any_new=any(row.read_at is None for row in page.rows),
            newer_url=f"{here}?newer={page.newer}" if page.newer else "",
            older_url=f"{here}?older={page.older}" if page.older else "",
            **kwargs,
        )


class OpenNotificationView(PrivatePage, View):
    """Marks one as read and leads to what it is about."""

    rule = can_open_notification

    @cached_property
    def notification(self) -> Notification | None:
        """The notification; None when there is none: then it is nobody's."""
        found = Notification.objects.select_related("user")
        return found.filter(pk=key_in(self.kwargs["pk"])).first()

    def get_rule_object(self) -> Notification | None:
        """Only the one who was told opens it."""
        return self.notification

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Note it and go there, on this portal only."""
        told: Any = self.notification  # the rule refuses None
        mark_read(actor=self.actor, notification=told)
        return HttpResponseRedirect(_where(told.path))


class MarkAllReadView(Button):
    """Nothing here is new any more."""

    rule = can_see_own_account
    success_url = LIST

    def act(self) -> str:
        """Mark those that the page showed, and older ones."""
        newest = key_in(self.request.POST.get("newest", ""))
        mark_all_read(actor=self.actor, newest=newest)
        return _("All your notifications are marked as read.")


class NotificationChoicesView(ServicePage):
    """For each kind of thing: at once, daily, weekly or no e-mail."""

    rule = can_see_own_account
    form_class = NotificationChoicesForm
    template_name = "accounts/notification_choices.html"
    title = gettext_lazy("How we tell you")
    success_url = reverse_lazy("accounts:notification_choices")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the kinds that this person may choose about here."""
        return {**super().get_form_kwargs(), "chosen": choices_for(self.actor)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say when mail to the person is paused."""
        return super().get_context_data(mail_is_paused=is_paused(self.actor.email), **kwargs)

    def perform(self, **typed: Any) -> None:
        """Keep them."""
        set_choices(actor=self.actor, choices=typed)
        messages.success(self.request, _("Your choices are saved."))


class ResumeMailView(Button):
    """My address works again."""

    rule = can_see_own_account
    success_url = "accounts:notification_choices"

    def act(self) -> str:
        """Resume."""
        resume_mail(actor=self.actor)
        return _("We send e-mails to your address again.")


def _where(path: str) -> str:
    """Return where a notification leads, in the language of the page in hand."""
    return in_language(path, addressed_in()) if is_path_here(path) else reverse(LIST)
