"""What the rules of pages are asked about, for the table of permissions."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any


def _page(*, own: bool = False) -> Callable[[Any], Any]:
    return lambda person: SimpleNamespace(pk=1, owner_id=person.pk if own else 0)


def _deleted(*, own: bool = False, **kept: Any) -> Callable[[Any], Any]:
    row = {"pages": 1, "parent_key": 1, "was_live": False} | kept
    return lambda person: SimpleNamespace(**row, deleted_by_id=person.pk if own else 0)


OWN_OR_NOT = {"what one began": _page(own=True), "another's": _page()}
SAMPLES: Mapping[str, Mapping[str, Callable[[Any], Any]]] = {
    "can_approve": {
        "first step": lambda person: ("editor", None),
        "second step": lambda person: ("publisher", None),
    },
    "can_edit_page": OWN_OR_NOT,
    "can_share_draft": OWN_OR_NOT,
    "can_restore_page": {
        "a page": _deleted(was_live=True),
        "a draft": _deleted(),
        "a draft that one deleted": _deleted(own=True),
        "a page with others below it": _deleted(pages=2, was_live=True),
    },
}
