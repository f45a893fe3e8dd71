"""A record of every mail that leaves, so that what comes back can be matched."""

from django.utils import timezone

from accounts.models import SentMail, User

PROBLEM_LONGEST = 300


def note_leaving(*, token: str, email: str, kind: str) -> None:
    """Note that a mail is about to go out."""
    address = User.objects.normalize_email(email)
    SentMail.objects.create(token=token, email=address, kind=kind)


def note_failed(*, token: str, problem: str) -> None:
    """Note that it could not be handed to the mail server."""
    SentMail.objects.filter(token=token).update(
        failed_at=timezone.now(), problem=problem[:PROBLEM_LONGEST]
    )
