"""Who may do what with events. Pure: a person and an event in, yes or no out."""

from typing import Any

from cms.moderation.rules import can_moderate, can_send_as_partner, can_write, is_own
from tenants.rules import anyone

__all__ = [
    "anyone",
    "can_change_dates",
    "can_edit_event",
    "can_export_bookings",
    "can_publish_event",
    "can_see_bookings",
    "can_see_own_events",
    "can_send_event",
    "can_write_events",
]


def can_send_event(user: Any, obj: Any = None) -> bool:
    """Send an event in: anybody; nothing shows before it is passed (C14)."""
    return anyone(user, obj)


def can_write_events(user: Any, obj: Any = None) -> bool:
    """Write events and see all of them: the portal's authors, editors and publishers."""
    return can_write(user)


def can_see_own_events(user: Any, obj: Any = None) -> bool:
    """See the events that one sent in: service providers, and who writes events."""
    return can_send_as_partner(user) or can_write(user)


def can_edit_event(user: Any, obj: Any) -> bool:
    """Change an event (`obj`): publishers always; who writes events until it is published."""
    return can_moderate(user) or (can_write(user) and not obj.is_shown)


def can_publish_event(user: Any, obj: Any = None) -> bool:
    """Publish an event, refuse it or take it down: publishers and administrators (C14)."""
    return can_moderate(user)


def can_change_dates(user: Any, obj: Any) -> bool:
    """Call off or move a date of an event (`obj`): who writes events, and its own organiser."""
    return can_write(user) or is_own(user, obj)


def can_see_bookings(user: Any, obj: Any) -> bool:
    """See who booked an event (`obj`): who writes events, and its own organiser."""
    return can_write(user) or is_own(user, obj)


def can_export_bookings(user: Any, obj: Any) -> bool:
    """Download the list of bookings of an event (`obj`): whoever sees it."""
    return can_see_bookings(user, obj)
