"""The list of bookings as a table to take away."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.csv_files import write_table
from accounts.ledger import record
from cms.events.models import Booking, Event
from cms.events.rules import can_export_bookings
from cms.events.verbs import Verb
from tenants.errors import ServiceError

TIME = "%Y-%m-%d %H:%M"


@transaction.atomic
def bookings_csv(*, actor: Any, event: Event) -> str:
    """Return all bookings of an event that are not forgotten, as CSV; it goes into the ledger.

    Raises `ServiceError`.
    """
    if not can_export_bookings(actor, event):
        raise ServiceError(_("You cannot see the bookings of this event."))
    rows = Booking.objects.filter(date__event=event, forgotten_at__isnull=True)
    table = [_headings(), *(_row(each) for each in _in_order(rows))]
    detail = {"bookings": len(table) - 1}
    record(actor=actor, verb=Verb.BOOKINGS_EXPORTED, subject=event, detail=detail)
    return "".join(write_table(table))


def _in_order(rows: Any) -> Iterator[Booking]:
    found: Iterator[Booking] = (
        rows.select_related("date").order_by("date__starts_at", "pk").iterator(500)
    )
    return found


def _headings() -> list[str]:
    return [
        _("Date"),
        _("Name"),
        _("E-mail address"),
        _("Adults"),
        _("Children"),
        _("Childcare"),
        _("Interpreter"),
        _("Anything else"),
        _("Language"),
        _("Booked"),
        _("Cancelled"),
    ]


def _row(each: Booking) -> list[str]:
    return [
        f"{timezone.localtime(each.date.starts_at):{TIME}}",
        each.name,
        each.email,
        str(each.adults),
        str(each.children),
        each.childcare,
        each.interpreter,
        each.needs,
        each.language,
        f"{timezone.localtime(each.made_at):{TIME}}",
        f"{timezone.localtime(each.cancelled_at):{TIME}}" if each.cancelled_at else "",
    ]
