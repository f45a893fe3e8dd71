"""What I was told, and how I want to be told (A9)."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.forms import NotificationChoicesForm
from accounts.models import Notification
from accounts.notifications import (
    choices_for,
    is_paused,
    mark_all_read,
    mark_read,
    page_of,
    resume_mail,
    set_choices,
)
from accounts.notifications.telling import is_path_here
from accounts.rules import can_open_notification, can_see_own_account
from accounts.views.pages import Page, PrivatePage, ServicePage
from tenants.errors import ServiceError
from tenants.languages import addressed_in, in_language

LIST = "accounts:notifications"
KEY_LONGEST = 18
"""Digits of a key that the database can hold."""


class NotificationsView(Page):
    """All that one was told, newest first."""

    rule = can_see_own_account
    template_name = "accounts/notifications.html"
    title = gettext_lazy("Notifications")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of them."""
        asked = {name: _key(self.request.GET.get(name, "")) for name in ("older", "newer")}
        page = page_of(self.request.user, **asked)  # type: ignore[arg-type]
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
        return found.filter(pk=_key(self.kwargs["pk"]) or 0).first()

    def get_rule_object(self) -> Notification | None:
        """Only the one who was told opens it."""
        return self.notification

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Note it and go there, on this portal only."""
        told = self.notification
        assert told is not None  # noqa: S101  (the rule refuses None)
        mark_read(actor=request.user, notification=told)  # type: ignore[arg-type]
        return HttpResponseRedirect(_where(told.path))


class MarkAllReadView(PrivatePage, View):
    """One button: nothing here is new any more."""

    rule = can_see_own_account
    http_method_names: ClassVar[list[str]] = ["post", "options"]  # type: ignore[misc]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark those that the page showed, and older ones."""
        newest = _key(request.POST.get("newest", "")) or 0
        mark_all_read(actor=request.user, newest=newest)  # type: ignore[arg-type]
        messages.success(request, _("All your notifications are marked as read."))
        return redirect(LIST)


class NotificationChoicesView(ServicePage):
    """For each kind of thing: at once, daily, weekly or no e-mail."""

    rule = can_see_own_account
    form_class = NotificationChoicesForm
    template_name = "accounts/notification_choices.html"
    title = gettext_lazy("How we tell you")
    success_url = reverse_lazy("accounts:notification_choices")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the kinds that this person may choose about here."""
        chosen = choices_for(self.request.user)  # type: ignore[arg-type]
        return {**super().get_form_kwargs(), "chosen": chosen}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say when mail to the person is paused."""
        paused = is_paused(self.request.user.email)  # type: ignore[union-attr]
        return super().get_context_data(mail_is_paused=paused, **kwargs)

    def perform(self, **typed: Any) -> None:
        """Keep them."""
        set_choices(actor=self.request.user, choices=typed)  # type: ignore[arg-type]
        messages.success(self.request, _("Your choices are saved."))


class ResumeMailView(PrivatePage, View):
    """One button: my address works again."""

    rule = can_see_own_account
    http_method_names: ClassVar[list[str]] = ["post", "options"]  # type: ignore[misc]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Resume, and say so or why not."""
        try:
            resume_mail(actor=request.user)  # type: ignore[arg-type]
            messages.success(request, _("We send e-mails to your address again."))
        except ServiceError as error:
            messages.error(request, str(error))
        return redirect("accounts:notification_choices")


def _where(path: str) -> str:
    """Return where a notification leads, in the language of the page in hand."""
    return in_language(path, addressed_in()) if is_path_here(path) else reverse(LIST)


def _key(text: object) -> int | None:
    """Return a key out of an address; None for what is none."""
    digits = str(text)
    return int(digits) if digits.isdecimal() and len(digits) <= KEY_LONGEST else None
