"""What services raise when a rule says no, and the plain pages for broken requests."""

from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tenants.languages import spoken

Words = str | Promise
FORM = "__all__"
"""Key of a message that belongs to no one field."""


class ServiceError(Exception):
    """A service refused: plain words for people, by field where there is one."""

    def __init__(self, messages: Words | Mapping[str, Words]) -> None:
        by_field = messages if isinstance(messages, Mapping) else {FORM: messages}
        self.messages = {field: str(words) for field, words in by_field.items()}
        super().__init__(" ".join(self.messages.values()))

    def add_to(self, form: BaseForm) -> None:
        """Put each message beside its field, or above the form where it has no such field."""
        for field, message in self.messages.items():
            form.add_error(field if field in form.fields else None, message)


def plain_page(
    status: int,
    title: str,
    lead: str,
    *,
    headers: Mapping[str, str] | None = None,
    no_home: bool = False,
) -> HttpResponse:
    """Return a page that needs no portal and no database; `no_home`: the home page is no better."""
    context: dict[str, Any] = {"title": title, "lead": lead, "no_home": no_home}
    context |= {"page_language": spoken(), "home_url": get_script_prefix()}
    body = render_to_string("theme/error_page.html", context)
    return HttpResponse(body, status=status, headers=dict(headers or {}))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old or came from elsewhere; Back keeps what was typed."""
    return plain_page(
        403,
        _("We could not check your form"),
        _(
            "The page was open too long, or your browser blocks cookies. "
            "Go back, reload the page and send the form again."
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The plain 404 page."""
    return plain_page(
        404, _("Page not found"), _("Check the address, or start from the first page.")
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The plain 403 page."""
    return plain_page(
        403, _("You cannot open this"), _("Your account does not have this permission.")
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """The plain page for our own mistakes."""
    return plain_page(
        500,
        _("Something went wrong"),
        _(
            "This is our mistake, and we are sorry. Try again later. "
            "What you sent may not have been saved."
        ),
    )
