"""Writing the site's own things: answers of visitors, the end of alerts (C6)."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.ledger import record
from accounts.models import User
from cms.models import Alert, Feedback
from cms.rules import can_answer_feedback, can_set_alerts
from cms.verbs import Verb
from tenants.content_version import public_content_changed
from tenants.errors import ServiceError


def leave_feedback(
    *, path: str, title: str, language: str, is_useful: bool, comment: str
) -> Feedback:
    """Keep what a visitor says about a page; anybody may, and nothing says who it was."""
    return Feedback.objects.create(
        path=path, title=title, language=language, is_useful=is_useful, comment=comment
    )


@transaction.atomic
def answer_feedback(*, actor: User, keys: Collection[int], done: bool = True) -> int:
    """Mark answers as dealt with, or as open again; return how many changed.

    Raises `ServiceError` for who may not.
    """
    if not can_answer_feedback(actor):
        raise ServiceError(_("You cannot deal with answers about pages."))
    rows = Feedback.objects.filter(pk__in=keys, answered_at__isnull=done)
    if done:
        return rows.update(answered_at=timezone.now(), answered_by=actor)
    return rows.update(answered_at=None, answered_by=None)


@transaction.atomic
def end_alerts(*, actor: User, keys: Collection[int]) -> int:
    """Take alerts down now, those that wait included; return how many.

    Raises `ServiceError` for who may not.
    """
    if not can_set_alerts(actor):
        raise ServiceError(_("You cannot end alerts."))
    now = timezone.now()
    rows = Alert.objects.select_for_update().not_over(now).filter(pk__in=keys)
    ended = list(rows)
    for alert in ended:
        if alert.starts_at >= now:
            alert.delete()
        else:
            alert.ends_at = now
            alert.save(update_fields=["ends_at"])
    if ended:
        public_content_changed()
        record(actor=actor, verb=Verb.ALERTS_ENDED, detail={"titles": [a.title for a in ended]})
    return len(ended)
