"""What the rules of events are asked about, for the table of permissions."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any


def _event(*, own: bool = False, shown: bool = False) -> Callable[[Any], Any]:
    return lambda person: SimpleNamespace(sender=person if own else None, is_shown=shown)


OWN_OR_NOT = {"one's own": _event(own=True, shown=True), "another's": _event(shown=True)}
SAMPLES: Mapping[str, Mapping[str, Callable[[Any], Any]]] = {
    "can_edit_event": {"not published": _event(), "published": _event(shown=True)},
    "can_change_dates": OWN_OR_NOT,
    "can_see_bookings": OWN_OR_NOT,
    "can_export_bookings": OWN_OR_NOT,
}
