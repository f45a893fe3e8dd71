"""What one needs to say to get a portal, and whether it can be had."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tenants.errors import ServiceError
from tenants.models import Domain, Portal
from tenants.modules import all_modules
from tenants.names import NameRefused, check_domain, check_slug
from theme.brand import Brand, BrandError


@dataclass(frozen=True, kw_only=True)
class PortalDetails:
    """A portal as it is asked for (P1, P2)."""

    slug: str
    name: str
    kind: str
    name_cy: str = ""
    short_name: str = ""
    languages: Sequence[str] = ("en",)
    default_language: str = "en"
    localities: Sequence[str] = ()
    schools: Sequence[str] = ()
    modules: Sequence[str] | None = None
    """None: every module that is installed."""
    domain: str = ""
    """Empty: the slug below the platform's host."""
    administrator_email: str = ""
    administrator_name: str = ""
    contact_email: str = ""
    contact_telephone: str = ""
    contact_address: str = ""
    contact_address_cy: str = ""
    contact_hours: str = ""
    contact_hours_cy: str = ""
    theme: dict[str, Any] = field(default_factory=dict)
    open_now: bool = True

    @property
    def host(self) -> str:
        """The first domain."""
        return self.domain or self.usual_host

    @property
    def usual_host(self) -> str:
        """The slug below the platform's host; every portal answers to it."""
        return f"{self.slug}.{settings.PLATFORM_HOST}"

    @property
    def module_slugs(self) -> list[str]:
        """The modules to switch on."""
        if self.modules is None:
            return [module.slug for module in all_modules()]
        return list(self.modules)


def check_details(details: PortalDetails) -> None:
    """Raise `ServiceError`, by field, when a portal cannot be made as asked (P9)."""
    checks: dict[str, Callable[[PortalDetails], None]] = {
        "slug": _check_slug,
        "name": _check_name,
        "short_name": _check_short_name,
        "kind": _check_kind,
        "languages": _check_languages,
        "modules": _check_modules,
        "domain": _check_domain,
        "administrator_email": _check_email,
        "localities": lambda asked: check_places(asked.localities),
        "schools": lambda asked: check_places(asked.schools),
        "theme": lambda asked: _check_theme(asked),
    }
    messages = {}
    for name, check in checks.items():
        try:
            check(details)
        except (NameRefused, BrandError, ValueError) as error:
            messages[name] = str(error)
    if messages:
        raise ServiceError(messages)


def _check_slug(asked: PortalDetails) -> None:
    check_slug(asked.slug)
    if Portal.objects.filter(slug=asked.slug).exists():
        raise NameRefused(f"There is already a portal called “{asked.slug}”.")
    check_free_domain(asked.usual_host)


def _check_name(asked: PortalDetails) -> None:
    check_text(asked.name, 120, "the portal's name")
    if asked.name_cy:
        check_text(asked.name_cy, 120, "the portal's name in Welsh")


def _check_short_name(asked: PortalDetails) -> None:
    if asked.short_name:
        check_text(asked.short_name, 30, "the short name")


def check_text(text: str, longest: int, what: str) -> None:
    """Raise `NameRefused` when a name is empty, too long, or holds line breaks."""
    if not text.strip():
        raise NameRefused(f"Enter {what}.")
    if len(text) > longest:
        raise NameRefused(f"{what[0].upper()}{what[1:]} must be {longest} characters or fewer.")
    if not text.isprintable():
        raise NameRefused(f"{what[0].upper()}{what[1:]} must be one line of ordinary text.")


def _check_kind(asked: PortalDetails) -> None:
    if asked.kind not in Portal.Kind.values:
        raise ValueError(f"Choose a kind of portal: {', '.join(Portal.Kind.values)}.")


def _check_languages(asked: PortalDetails) -> None:
    check_languages(asked.languages, asked.default_language)


def check_languages(languages: Sequence[str], default_language: str) -> None:
    """Raise `ValueError` for languages that no portal can have."""
    known = dict(settings.LANGUAGES)
    if not languages or any(code not in known for code in languages):
        raise ValueError("Choose English, Welsh or both.")
    if default_language not in languages:
        raise ValueError("The main language must be one of the portal's languages.")


def _check_modules(asked: PortalDetails) -> None:
    known = {module.slug for module in all_modules()}
    unknown = [slug for slug in asked.module_slugs if slug not in known]
    if unknown:
        raise ValueError(f"There is no module called “{unknown[0]}”.")


def _check_domain(asked: PortalDetails) -> None:
    if asked.domain:
        check_free_domain(asked.domain)


def check_free_domain(domain: str) -> str:
    """Return the domain in normal form; raise `NameRefused` when it is malformed or taken."""
    name = check_domain(domain)
    if name == settings.PLATFORM_HOST:
        raise NameRefused("That is the platform's own address.")
    if Domain.objects.filter(domain=name).exists():
        raise NameRefused(f"{name} is already in use.")
    return name


def _check_email(asked: PortalDetails) -> None:
    if not asked.administrator_email:
        return
    try:
        validate_email(asked.administrator_email)
    except ValidationError:
        raise ValueError("Enter an e-mail address like name@example.org.") from None


def check_places(names: Sequence[str]) -> None:
    """Raise `NameRefused` or `ValueError` for names of places that cannot be listed."""
    for name in names:
        check_text(name, 120, "a name on each line")
    if len({name.casefold() for name in names}) != len(names):
        raise ValueError("Each name can be listed once.")


def _check_theme(asked: PortalDetails) -> None:
    Brand.from_values(asked.theme)
