"""The question "Was this page useful?", asked on every page, answered on a page of its own (C6).

Pages are kept for everybody, so they hold links and no form; the form sets the first cookie.
"""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_script_prefix, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView

from accounts.notifications.telling import is_path_here
from cms.addresses import language_of
from cms.models.feedback import LONGEST
from cms.page_map import page_map
from cms.public_forms import PublicForm, PublicFormView
from cms.services import leave_feedback
from tenants.access import RuleMixin
from tenants.rules import anyone

YES, NO = "yes", "no"
LONGEST_PATH = 255


class FeedbackForm(PublicForm):
    """Whether a page was useful, and why."""

    purpose = "feedback"
    fastest = 1

    useful = forms.ChoiceField(
        label=_("Was this page useful?"),
        choices=[
            (YES, pgettext_lazy("was useful", "Yes")),
            (NO, pgettext_lazy("was useful", "No")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    comment = forms.CharField(
        label=_("What could be better?"),
        help_text=_(
            "Do not write anything about yourself or your family. We cannot answer you here."
        ),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class _AboutPage:
    """Knows which page is spoken of, from the address."""

    request: HttpRequest

    @cached_property
    def path(self) -> str:
        """The page's path; the first page where the address names none of this portal's."""
        asked = self.request.GET.get("page", "")
        fits = is_path_here(asked) and asked.isprintable() and len(asked) <= LONGEST_PATH
        return asked if fits else get_script_prefix()

    @property
    def about(self) -> dict[str, str]:
        """Path and title of the page."""
        pages = page_map()
        entry = pages.by_url.get(self.path) or pages.standing_in(self.path)
        return {"path": self.path, "title": entry.title if entry else ""}


class FeedbackView(_AboutPage, PublicFormView[FeedbackForm]):
    """Asks, and keeps the answer."""

    form_class = FeedbackForm
    template_name = "cms/feedback.html"

    def get_initial(self) -> dict[str, Any]:
        """Begin with the answer whose link was followed."""
        asked = self.request.GET.get("useful")
        return {"useful": asked} if asked in (YES, NO) else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the page that it is about."""
        return super().get_context_data(about=self.about, **kwargs)

    def perform(self, **typed: Any) -> None:
        """Keep it."""
        leave_feedback(
            **self.about,
            language=language_of(self.path),
            is_useful=typed["useful"] == YES,
            comment=typed["comment"],
        )

    def get_success_url(self) -> str:
        """Go on to the thanks, from where there is a way back to the page."""
        return f"{reverse('feedback_sent')}?{urlencode({'page': self.path})}"


class FeedbackSentView(_AboutPage, RuleMixin, TemplateView):
    """Says thank you."""

    rule = anyone
    template_name = "cms/feedback_sent.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it; an address without a page is the form's."""
        if "page" not in request.GET:
            return redirect("feedback")
        return self.render_to_response(self.get_context_data(about=self.about, **kwargs))
