"""The mails of a demonstration, so that one can follow their links: of the place in hand alone."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.rules import anyone
from accounts.views.pages import Page, PrivatePage
from tenants.mail_files import KeptMail, mail_named, newest_mails

SHOWN = 100
HEADERS = (
    *("From", "To", "Reply-To", "Subject", "Date", "Message-ID"),
    *("List-Unsubscribe", "List-Unsubscribe-Post"),
)
HTML_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""A mail's own styles, and nothing else: no script, no form, no address of ours."""


class DemonstrationOnly(PrivatePage):
    """Not found unless the installation is a demonstration, where people are made up."""

    rule = anyone

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Be there in demonstrations only."""
        if not settings.DEMONSTRATION:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class MailListView(DemonstrationOnly, Page):
    """The newest mails, newest first."""

    template_name = "accounts/demonstration_mails.html"
    title = gettext_lazy("E-mails of this demonstration")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add them."""
        return super().get_context_data(mails=list(newest_mails(SHOWN)), **kwargs)


class OneMail(DemonstrationOnly, View):
    """Something of one mail."""

    @cached_property
    def mail(self) -> KeptMail:
        """The mail; raises `Http404` when the place in hand has none of that name."""
        found = mail_named(self.kwargs["name"])
        if found is None:
            raise Http404
        return found


class MailView(OneMail, Page):
    """A mail as text, with its headers; links can be followed."""

    template_name = "accounts/demonstration_mail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the mail."""
        message = self.mail.message
        headers = [{"key": name, "value": str(message[name])} for name in HEADERS if message[name]]
        context = super().get_context_data(mail=self.mail, headers=headers, **kwargs)
        context["title"] = str(message["Subject"])
        context["text"] = self.mail.part("plain")
        context["has_html"] = bool(self.mail.part("html"))
        return context


class MailHtmlView(OneMail):
    """The HTML of a mail as a mail program would show it, at an address of its own."""

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """Send it under a policy that lets it do nothing."""
        response = HttpResponse(self.mail.part("html"))
        response.headers["Content-Security-Policy"] = HTML_POLICY
        return response
