"""Pages of the public's forms, and the thanks after each (C2, C18)."""

from functools import cached_property
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cms.blocks.publications import FORMATS, LANGUAGES
from cms.complaints import Complaint, ComplaintRules, complaint_rules, send_complaint
from cms.letter_forms import ComplaintForm, ContactForm, PaperForm
from cms.letters import Letter, post
from cms.models import PublicationPage
from cms.public_forms import Form, PublicFormView
from tenants.access import RuleMixin
from tenants.current import current_portal
from tenants.links import LinkRefused, sign, unsign
from tenants.rules import anyone

SENT = "complaint_sent"
SHOWN_FOR = 24 * 60 * 60
"""Seconds for which the page with the reference opens again."""


class LetterView(PublicFormView[Form]):
    """A form with a heading and a few words above it."""

    template_name = "cms/letters/form.html"
    title: ClassVar[Any] = ""
    lead: ClassVar[Any] = ""
    submit: ClassVar[Any] = gettext_lazy("Send")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add heading, words and the button's text."""
        texts = {"title": self.title, "lead": self.lead, "submit": self.submit}
        return super().get_context_data(**{**texts, **kwargs})


class ContactFormView(LetterView[ContactForm]):
    """Write to the portal's own address."""

    form_class = ContactForm
    success_url = reverse_lazy("contact_sent")
    title = gettext_lazy("Write to us")
    lead = gettext_lazy("You do not have to give your name. We keep no copy on this website.")

    def perform(self, **typed: Any) -> None:
        """Mail it."""
        words = [
            (_("Message"), typed["message"]),
            (_("Name"), typed["name"]),
            (_("E-mail address"), typed["email"]),
            (_("Telephone"), typed["telephone"]),
        ]
        post(
            Letter(
                purpose="contact",
                to=current_portal().contact_email,
                subject=_("A message from the website"),
                reply_to=typed["email"],
                lines=words,
            )
        )


class ComplaintFormView(LetterView[ComplaintForm]):
    """Comment or complain."""

    form_class = ComplaintForm
    template_name = "cms/letters/complaint.html"
    title = gettext_lazy("Comment or complain")
    reference = ""

    @cached_property
    def rules(self) -> ComplaintRules:
        """How this portal takes complaints."""
        return complaint_rules()

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask for a name where the portal's rules do."""
        return {**super().get_form_kwargs(), "anonymous": self.rules.anonymous}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rules."""
        return super().get_context_data(rules=self.rules, **kwargs)

    def perform(self, **typed: Any) -> None:
        """Pass it on."""
        complaint = Complaint(**typed)
        reference = send_complaint(actor=None, complaint=complaint)
        self.reference = sign(SENT, [reference, complaint.answered_by])

    def get_success_url(self) -> str:
        """Go where the reference is shown."""
        return reverse("complaint_sent", args=[self.reference])


class PaperFormView(LetterView[PaperForm]):
    """Order a publication on paper."""

    form_class = PaperForm
    success_url = reverse_lazy("paper_sent")
    submit = gettext_lazy("Order")

    @cached_property
    def publication(self) -> PublicationPage:
        """The publication; raises `Http404` for one that is not sent on paper."""
        pages = PublicationPage.objects.shown().filter(on_paper=True)
        found: PublicationPage | None = pages.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the publication."""
        title = _("Order on paper: %s") % self.publication.title
        lead = _("It is free. We use your address to send it and then throw it away.")
        return super().get_context_data(**{"title": title, "lead": lead, **kwargs})

    def perform(self, **typed: Any) -> None:
        """Mail the order."""
        words = [
            (_("Publication"), self.publication.title),
            (_("Copies"), str(typed["copies"])),
            (_("Format"), str(FORMATS[typed["format"]])),
            (_("Language"), LANGUAGES[typed["language"]]),
            (_("Name"), typed["name"]),
            (_("Postal address"), typed["address"]),
            (_("E-mail address"), typed["email"]),
        ]
        post(
            Letter(
                purpose="paper",
                to=current_portal().contact_email,
                subject=_("Paper copies wanted: %s") % self.publication.title,
                reply_to=typed["email"],
                lines=words,
            )
        )


class SentView(RuleMixin, TemplateView):
    """Thanks, and what happens next."""

    rule = anyone
    template_name = "cms/letters/sent.html"
    title: ClassVar[Any] = gettext_lazy("Your message is sent")
    next_step: ClassVar[Any] = gettext_lazy(
        "We read it on the next working day. If you left an address or a number, we answer you."
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words."""
        return super().get_context_data(
            **{"title": self.title, "next_step": self.next_step, **kwargs}
        )


class PaperSentView(SentView):
    """The order is on its way."""

    title = gettext_lazy("Your order is sent")
    next_step = gettext_lazy("We put it into the post. If something is not there, we tell you.")


class ComplaintSentView(SentView):
    """The reference to quote, and when the answer comes."""

    title = gettext_lazy("Thank you. We have it")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the reference; raises `Http404` for a link that is none of ours."""
        try:
            reference, answered_by = unsign(SENT, self.kwargs["token"], seconds=SHOWN_FOR)
        except LinkRefused:
            raise Http404 from None
        words = _answer(answered_by, complaint_rules().answer_days)
        return super().get_context_data(reference=reference, next_step=words, **kwargs)


def _answer(answered_by: str, days: int) -> str:
    """Return what may be promised to somebody who left that, in working days."""
    if answered_by == "telephone":
        return _("We answer you by telephone within %d working days.") % days
    if answered_by:
        return _("You get a written answer within %d working days.") % days
    return _("You left no address, so we cannot answer you. We look into it all the same.")
