"""What each part of the product holds about people, and how it forgets them.

A module declares it in its `Module`. An app of the platform registers it in `AppConfig.ready`, in
the same words. Modules that are switched off are asked too: their data is kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tenants.current import current
from tenants.modules import Person, PersonalData, all_modules


@dataclass(frozen=True, slots=True)
class Holder:
    """One part of the product that holds something about people."""

    slug: str
    personal_data: tuple[PersonalData, ...]
    forget_person: Callable[[Person], None] | None = None
    on_platform: bool = False
    """Whether it has tables on the platform's own host too."""


_registered: dict[str, Holder] = {}


def register_holder(holder: Holder) -> None:
    """Add what an app of the platform holds; the same slug again takes the place of the first."""
    _registered[holder.slug] = holder


def holders() -> Iterator[Holder]:
    """Yield all that can hold something about a person of the place in hand, apps first."""
    on_platform = current().is_platform
    yield from (each for each in _registered.values() if each.on_platform or not on_platform)
    if not on_platform:
        for module in all_modules():
            yield Holder(module.slug, module.personal_data, module.forget_person)


def sections() -> Iterator[tuple[str, PersonalData]]:
    """Yield each heading's holder and how to read its rows."""
    for holder in holders():
        for part in holder.personal_data:
            yield holder.slug, part


def forget_everywhere(person: Person) -> None:
    """Let everybody forget a person who leaves, the modules first; within one transaction."""
    for holder in reversed(list(holders())):
        if holder.forget_person:
            holder.forget_person(person)
