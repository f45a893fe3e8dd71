"""Comments and complaints of the public: taken by a module, else mailed to a mailbox (C18).

Nothing of them is kept here but their number: what a parent complains of is nobody's business but
that of those who answer.
"""

import secrets
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.letters import Letter, post
from cms.models import ComplaintsPage
from cms.models.complaints import ANSWER_DAYS
from cms.signals import complaint_received
from tenants.current import current_portal
from tenants.errors import ServiceError

ALPHABET = "23456789CFGHJKLMNPQRTVWXYZ"
"""Signs that cannot be taken for each other when a reference is read out on the telephone."""


class Matter(models.TextChoices):
    """What somebody wants to say. *PPP Section 10: comments, suggestions, complaints.*"""

    COMPLAINT = "complaint", gettext_lazy("Complain: something went wrong")
    SUGGESTION = "suggestion", gettext_lazy("Suggest something")
    THANKS = "thanks", gettext_lazy("Say what went well")


class Sender(models.TextChoices):
    """Who may complain: whoever has to do with the service, also with somebody's help."""

    PARENT = "parent", gettext_lazy("A parent or carer")
    YOUNG = "young_person", gettext_lazy("A child or young person")
    HELPER = "helper", gettext_lazy("Somebody who helps them, with their agreement")
    OTHER = "other", gettext_lazy("Somebody else")


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What somebody wrote. Without name and address it is unnamed, and nobody can answer."""

    matter: str
    sender: str
    what_happened: str
    put_right: str = ""
    name: str = ""
    email: str = ""
    telephone: str = ""
    needs: str = ""
    """An interpreter, large print, a call instead of a letter …"""

    @property
    def answered_by(self) -> str:
        """How it can be answered: the name of the field to answer to, else empty."""
        return "email" if self.email else "telephone" if self.telephone else ""


@dataclass(frozen=True, slots=True)
class ComplaintRules:
    """How a portal takes complaints: its page's rules, or those of PPP Section 10."""

    mailbox: str
    answer_days: int = ANSWER_DAYS
    anonymous: bool = True


def complaint_rules() -> ComplaintRules:
    """Return the rules of the portal in hand; of two languages' pages, the older one's."""
    page = ComplaintsPage.objects.live().order_by("pk").first()
    mailbox = current_portal().contact_email
    if page is None:
        return ComplaintRules(mailbox)
    return ComplaintRules(page.mailbox or mailbox, page.answer_days, page.anonymous)


def send_complaint(*, actor: Any, complaint: Complaint) -> str:
    """Pass a complaint on; return its reference. `actor` is nobody: all may complain.

    Raises `ServiceError` where a name is needed and missing, or nobody can take it now.
    """
    rules = complaint_rules()
    if not rules.anonymous and not (complaint.name and complaint.answered_by):
        raise ServiceError(
            {"name": _("Give your name, and an e-mail address or telephone number.")}
        )
    with transaction.atomic():
        answers = complaint_received.send(Complaint, complaint=complaint)
    reference = next((str(answer) for _taker, answer in answers if answer), "")
    if reference:
        return reference
    reference = new_reference()
    post(
        Letter(
            purpose="complaint",
            to=rules.mailbox,
            subject=_("%(matter)s: %(reference)s")
            % {"matter": Matter(complaint.matter).label, "reference": reference},
            reply_to=complaint.email,
            lines=_lines(complaint, reference),
        )
    )
    return reference


def new_reference() -> str:
    """Return a number to quote, like C-4HTM-9QX2; chance, not a count, so it tells nothing."""
    signs = [secrets.choice(ALPHABET) for _ in range(8)]
    return f"C-{''.join(signs[:4])}-{''.join(signs[4:])}"


def _lines(complaint: Complaint, reference: str) -> list[tuple[str, str]]:
    words = {
        "matter": (_("They want to"), Matter(complaint.matter).label),
        "sender": (_("They are"), Sender(complaint.sender).label),
        "what_happened": (_("What happened"), complaint.what_happened),
        "put_right": (_("What would put it right"), complaint.put_right),
        "name": (_("Name"), complaint.name),
        "email": (_("E-mail address"), complaint.email),
        "telephone": (_("Telephone"), complaint.telephone),
        "needs": (_("Help that they need"), complaint.needs),
    }
    rows = [words[name] for name in asdict(complaint)]
    return [(_("Reference"), reference), *((str(a), str(b)) for a, b in rows)]
