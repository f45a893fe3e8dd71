"""The demonstration portals: made from the folders beside this file, in a demonstration alone."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page

from accounts.demonstration import Account, Limited, make_limited_people, make_people
from accounts.models import Locality, School
from accounts.roles import LOCALITY, ORGANISATION, ROLES, SCHOOL, SECTION
from cms.content.files import ContentFile, merged, read_folder
from cms.content.loader import load_pages, sort_pages
from cms.demonstration.editing import demonstrate_editing
from cms.demonstration.publications import load_publications
from cms.demonstration.site_wide import load_site_wide
from cms.directory.demonstration import load_directory
from cms.directory.models import Organisation
from cms.directory.providers.demonstration import load_changes
from cms.events.demonstration import demonstrate_events
from cms.news.demonstration import demonstrate_news
from cms.starter import starter_files
from tenants.current import portal_context
from tenants.gazetteer import load_sample
from tenants.models import Portal, address
from tenants.modules import enabled_modules
from tenants.platform import PLATFORM
from tenants.provisioning.details import PortalDetails
from tenants.provisioning.template import Progress, silent
from tenants.rules import OPERATOR
from tenants.services import create_portal

FOLDER = Path(__file__).parent


class NotDemonstrating(Exception):
    """Demonstration accounts can be made in demonstration mode alone."""


@dataclass(frozen=True)
class Shown:
    """A portal (or the platform) and who can sign in there."""

    slug: str
    name: str
    url: str
    sign_in: str
    accounts: list[Account] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return it for machines."""
        return {**asdict(self), "accounts": [asdict(account) for account in self.accounts]}


def definitions() -> Iterator[dict[str, Any]]:
    """Yield each portal's definition, as its `portal.yaml` has it."""
    for path in sorted(FOLDER.glob("*/portal.yaml")):
        yield yaml.safe_load(path.read_text(encoding="utf-8"))


def build_demonstration(progress: Progress = silent) -> list[Shown]:
    """Make what is missing of the demonstration, and return all of it; safe to repeat.

    Raises `NotDemonstrating` outside demonstration mode.
    """
    if not settings.DEMONSTRATION:
        raise NotDemonstrating(
            "Demonstration portals are made in demonstration mode only: set "
            "CASEMENT_DEMONSTRATION=1."
        )
    load_sample()  # places of the directory are found by their postcodes
    operators = make_people(PLATFORM, {OPERATOR: "Operator"})
    shown = [_show("", settings.PLATFORM_HOST, "Casement console", operators)]
    for definition in definitions():
        portal = Portal.objects.filter(slug=definition["slug"]).first()
        if portal is None:
            progress(f"Making {definition['name']}")
            portal = _build(definition)
        with portal_context(portal):
            load_directory(FOLDER / portal.slug)
            people = make_people(portal, people_of(portal, definition))
            people += make_limited_people(portal, limited_people(definition))
            load_changes(FOLDER / portal.slug)
            demonstrate_editing(FOLDER / portal.slug)
        shown.append(_show(portal.slug, portal.primary_domain, portal.name, people))
    return shown


def people_of(portal: Portal, definition: dict[str, Any]) -> dict[str, str]:
    """Return role and display name of everybody a demonstration portal has: one for each role."""
    named: dict[str, str] = definition.get("people", {})
    return {
        role.slug: named.get(role.slug, role.title)
        for role in ROLES.values()
        if not role.platform_only and (not role.module or portal.has_module(role.module))
    }


def limited_people(definition: dict[str, Any]) -> Iterator[Limited]:
    """Yield those whose role is limited: to sections by slug, to other things by name."""
    for one in definition.get("limited", []):
        pages = Page.objects.filter(slug__in=one.get("sections", []))
        localities = Locality.objects.filter(name__in=one.get("localities", []))
        schools = School.objects.filter(name__in=one.get("schools", []))
        organisations = Organisation.objects.filter(name__in=one.get("organisations", []))
        found = {SECTION: pages, LOCALITY: localities, SCHOOL: schools, ORGANISATION: organisations}
        scopes = tuple((kind, str(thing.pk)) for kind, things in found.items() for thing in things)
        yield Limited(one["account"], one["name"], one["role"], scopes)


def _show(slug: str, host: str, name: str, people: list[Account]) -> Shown:
    return Shown(slug, name, address(host), address(host, "/sign-in/"), people)


@transaction.atomic
def _build(definition: dict[str, Any]) -> Portal:
    portal = create_portal(actor=None, details=details_of(definition))
    with portal_context(portal):
        for name, welsh in definition.get("localities_cy", {}).items():
            Locality.objects.filter(name=name).update(name_cy=welsh)
        files = demonstration_files(portal)
        load_pages(files)
        sort_pages(merged([starter_files(portal.kind), files]))
        for language in portal.languages:
            folder = FOLDER / portal.slug / language
            if folder.is_dir():
                _load_language(folder, portal, language)
        load_site_wide(FOLDER / portal.slug)
        load_publications(FOLDER / portal.slug)
        demonstrate_events(FOLDER / portal.slug)
        demonstrate_news(FOLDER / portal.slug)
        for module in enabled_modules(portal):
            if module.demonstrate:
                module.demonstrate(portal.slug)
    return portal


def details_of(definition: dict[str, Any]) -> PortalDetails:
    """Return a definition as what a portal is made from."""
    contact = definition.get("contact", {})
    plain = ("slug", "name", "name_cy", "short_name", "kind", "languages", "default_language")
    lists = ("localities", "schools", "modules", "theme")
    chosen: dict[str, Any] = {k: definition[k] for k in (*plain, *lists) if k in definition}
    chosen |= {f"contact_{key}": str(value).strip() for key, value in contact.items()}
    return PortalDetails(**chosen)


def demonstration_files(portal: Portal) -> list[ContentFile]:
    """Return the pages that the demonstration adds to a portal's starter pages, or replaces."""
    starter = starter_files(portal.kind)
    own = [
        *read_folder(FOLDER / portal.slug, kind=portal.kind),
        *(
            page
            for module in enabled_modules(portal)
            for page in read_folder(
                module.demonstration_content(portal.slug), kind=portal.kind, module=module.slug
            )
        ),
    ]
    slugs = {page.slug for page in own}
    return [page for page in merged([starter, own]) if page.slug in slugs]


def _load_language(folder: Path, portal: Portal, language: str) -> None:
    locale, _ = Locale.objects.get_or_create(language_code=language)
    modules = {page.slug: page.module for page in starter_files(portal.kind)}
    own = [
        replace(page, module=modules.get(page.slug, ""))
        for page in read_folder(folder, kind=portal.kind)
    ]
    load_pages(merged([own]), locale=locale, home=language)
