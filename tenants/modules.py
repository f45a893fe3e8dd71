"""The module contract: all that an add-on gives to a portal, declared in one place.

The platform only ever iterates over a portal's modules. A fourth module is one new folder with a
`module.py` that holds `MODULE`, and one line of `settings.PORTAL_MODULES`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils.functional import Promise

Person = Any
"""An `accounts.User`; named loosely because accounts stands above this app."""


class _PortalLike(Protocol):
    @property
    def modules(self) -> Iterable[str]: ...


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """A link that a module adds to the main navigation."""

    title: str | Promise
    url_name: str


@dataclass(frozen=True, slots=True)
class HomePanel:
    """A panel that a module adds to the home page: a template and where its context comes from."""

    title: str
    template: str
    context: Callable[[], Mapping[str, Any]]
    order: int = 50


@dataclass(frozen=True, slots=True)
class SearchSource:
    """Something of a module that the public search looks through: words in, results out."""

    title: str
    search: Callable[[str], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that a module can report for a period (first day, last day); counts only."""

    slug: str
    title: str
    count: Callable[[Any, Any], int]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What a module holds about one person, for a subject-access copy: a heading and its rows.

    A row says what and value: `{"Post": "…", "Written": <datetime>}`. It names nobody else.
    """

    title: str | Promise
    rows: Callable[[Person], Iterable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a module, as the add-ons panel asks for it; the default tells its kind."""

    label: str | Promise
    default: Any
    """True or False, a whole number, or text."""
    help_text: str | Promise = ""
    choices: tuple[tuple[str, str | Promise], ...] = ()
    lowest: int | None = None
    highest: int | None = None


@dataclass(frozen=True, slots=True)
class Module:
    """An add-on. Everything but the first six fields may be left out."""

    slug: str
    title: str
    summary: str
    """One sentence for the add-ons panel."""
    prefix: str
    """First segment of its addresses, without slashes."""
    urls: str
    """Dotted name of its URL configuration; its `app_name` is the slug."""
    folder: Path
    """Where the module lives; `starter/` and `demonstration/` in it hold content."""
    navigation: tuple[NavigationEntry, ...] = ()
    home_panels: tuple[HomePanel, ...] = ()
    search_sources: tuple[SearchSource, ...] = ()
    roles: tuple[str, ...] = ()
    """Roles of `accounts/roles.py` that only make sense while the module is on."""
    indicators: tuple[Indicator, ...] = ()
    options: Mapping[str, Any] | None = None
    """Options for the add-ons panel: name to `Option`, or to a default alone."""
    demonstrate: Callable[[str], None] | None = None
    """Fill a demonstration portal (its slug) with the module's own data; safe to repeat."""
    personal_data: tuple[PersonalData, ...] = ()
    forget_person: Callable[[Person], None] | None = None
    """Do what the module's rule asks for when a person leaves."""

    @property
    def starter_content(self) -> Path:
        """Folder of the pages that every new portal gets with this module."""
        return self.folder / "starter"

    def demonstration_content(self, portal_slug: str) -> Path:
        """Folder of the pages that a demonstration portal gets with this module."""
        return self.folder / "demonstration" / portal_slug


@cache
def all_modules() -> tuple[Module, ...]:
    """Return every installed module, in the order of the settings."""
    return tuple(import_module(f"{app}.module").MODULE for app in settings.PORTAL_MODULES)


def module_named(slug: str) -> Module | None:
    """Return the module with that slug."""
    return next((module for module in all_modules() if module.slug == slug), None)


def enabled_modules(portal: _PortalLike) -> Iterator[Module]:
    """Yield the modules that are switched on in a portal."""
    return (module for module in all_modules() if module.slug in portal.modules)


def switched_off_modules(portal: _PortalLike) -> list[str]:
    """Return the slugs of the modules that are off: their pages and results are left out."""
    return [module.slug for module in all_modules() if module.slug not in portal.modules]


def is_switched_off(portal: _PortalLike, slug: str) -> bool:
    """Whether `slug` names a module that this portal has off; False for anything else."""
    return module_named(slug) is not None and slug not in portal.modules
