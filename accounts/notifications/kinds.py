"""The kinds of things that people are told, as data.

Each app registers its own in `AppConfig.ready`; a module's name their module, so that nobody is
told, shown or asked about what a portal has switched off.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import Delivery
from tenants.current import current

_SHAPE = re.compile(r"[a-z_]+\.[a-z_]+\Z")
LONGEST = 60


class UnknownKind(ValueError):
    """A kind is used that nobody registered, or registered in a wrong shape."""


@dataclass(frozen=True, slots=True)
class NotificationKind:
    """One kind of thing to be told; `title` and `description` may be lazy translations."""

    slug: str
    """`<app>.<what>`, such as `forum.reply`."""
    title: Any
    description: Any
    """One sentence: when one is told this."""
    module: str | None = None
    """The add-on without which it means nothing."""
    default: Delivery = Delivery.NOW
    """How it is mailed to those who have not chosen."""
    roles: frozenset[str] = frozenset()
    """Whom it concerns, for the list of choices; empty: everybody."""
    mailed: bool = True
    """False: shown in the portal only, because an account mail about it goes out in any case."""


_kinds: dict[str, NotificationKind] = {}


def register_kinds(*kinds: NotificationKind) -> None:
    """Add an app's kinds. Raises `UnknownKind` by shape, or when a slug is another's already."""
    for kind in kinds:
        if not _SHAPE.match(kind.slug) or len(kind.slug) > LONGEST:
            raise UnknownKind(f"{kind.slug!r} is not <app>.<what> of at most {LONGEST} letters.")
        if _kinds.setdefault(kind.slug, kind) != kind:
            raise UnknownKind(f"{kind.slug!r} is registered already.")


def kind_named(slug: str) -> NotificationKind:
    """Return a kind; raise `UnknownKind`."""
    if slug not in _kinds:
        raise UnknownKind(f"{slug!r} is registered nowhere: see register_kinds.")
    return _kinds[slug]


def all_kinds() -> list[NotificationKind]:
    """Return every kind there is."""
    return list(_kinds.values())


def kinds_here() -> list[NotificationKind]:
    """Return the kinds that are used in the portal in hand."""
    modules = current().modules
    return [kind for kind in all_kinds() if kind.module is None or kind.module in modules]


def slugs_here() -> list[str]:
    """Return the slugs of the kinds that are used in the portal in hand."""
    return [kind.slug for kind in kinds_here()]


def kinds_mailed_to(roles: Iterable[str]) -> list[NotificationKind]:
    """Return the kinds about which somebody with these roles may choose."""
    held = frozenset(roles)
    return [kind for kind in kinds_here() if kind.mailed and (not kind.roles or kind.roles & held)]
