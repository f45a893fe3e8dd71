"""Sending news in: visitors and partners (PPP App. C)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.news.forms import SendNewsForm
from cms.news.rules import can_send_news
from cms.news.services import send_news
from cms.news.views.frame import NewsFrame, crumbs
from cms.public_forms import PublicFormView


class SendNewsView(PublicFormView[SendNewsForm]):
    """Anybody may send news in; it waits for a publisher (C15)."""

    rule = can_send_news
    form_class = SendNewsForm
    template_name = "news/send.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask who sends it only where the account does not say so."""
        return super().get_form_kwargs() | {"asks_sender": not self.request.user.is_authenticated}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way here."""
        return super().get_context_data(breadcrumbs=crumbs(), **kwargs)

    def perform(self, **typed: Any) -> None:
        """Take it."""
        name, email = typed.pop("your_name", ""), typed.pop("your_email", "")
        send_news(actor=self.request.user, values=typed, name=name, email=email)

    def get_success_url(self) -> str:
        """Return where it is said what happens next."""
        return reverse("news:sent")


class SentView(NewsFrame):
    """It is with us: what happens next."""

    rule = can_send_news
    title = _("Thank you, we have your news")
    template_name = "news/sent.html"
