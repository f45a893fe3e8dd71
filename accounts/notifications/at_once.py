"""Mailing one notification as soon as it is told."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.addresses import page_of_portal, plain_path
from accounts.models import Delivery, Notification
from accounts.notifications.bounces import record_withheld
from accounts.notifications.kinds import kind_named, slugs_here
from accounts.notifications.messages import send_to
from accounts.notifications.pauses import reachable_people
from accounts.notifications.unsubscribing import unsubscribe_url

TRIES_FOR = timedelta(days=1)
"""How long a mail that could not be sent is tried again, each time somebody is told something."""


def mail_waiting() -> int:
    """Mail each notification that waits to go at once; return how many went.

    One that fails is tried again later and stops no other. Read ones need no mail any more.
    """
    since = timezone.now() - TRIES_FOR
    waiting = Notification.objects.to_be_mailed(Delivery.NOW).unread()
    waiting = waiting.filter(created_at__gte=since, kind__in=slugs_here())
    record_withheld(waiting)
    waiting = waiting.filter(user__in=reachable_people())
    return sum(_mail(pk) for pk in list(waiting.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _mail(pk: int) -> bool:
    rows = Notification.objects.to_be_mailed(Delivery.NOW).select_related("user")
    told = rows.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if told is None:  # another worker has it
        return False
    sent = send_to(
        told.user,
        "notification",
        subject=told.title,
        kind=told.kind,
        unsubscribe_url=unsubscribe_url(told.user, told.kind),
        notification=told,
        about=kind_named(told.kind),
        link=page_of_portal(told.path or plain_path("notifications")),
    )
    if sent:
        told.mailed_at = timezone.now()
        told.save(update_fields=["mailed_at"])
    return sent
