"""Navigation for every template of a portal, without a query once the page map is known."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.notifications import unread_words
from accounts.rules import can_edit_site, can_see_ledger, can_see_team
from cms.addresses import language_of
from cms.alerts import alerts_for
from cms.directory.rules import can_see_own_entries
from cms.page_map import Entry, PageMap, page_map
from cms.set_up import checklist
from cms.versions import versions_of
from tenants.modules import enabled_modules

Link = dict[str, Any]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the main and footer navigation and the person's own links."""
    portal = getattr(request, "tenant", None)
    if portal is None or portal.is_platform:
        return {}
    pages = page_map()
    spoken, section = language_of(request.path), pages.section_of(request.path)
    main = [_page_link(entry, section, spoken) for entry in pages.in_menus(spoken)]
    main += [
        _link(entry.title, reverse(entry.url_name), section)
        for module in enabled_modules(portal)
        for entry in module.navigation
    ]
    return {
        "navigation": main,
        "footer_navigation": [
            *(_page_link(entry, request.path, spoken) for entry in pages.in_footer(spoken)),
            *_of_the_whole_site(request.path),
        ],
        "languages": _languages(pages, request),
        "user_links": user_links(request),
        "alerts": alerts_for(request),
        "site_search_url": reverse("search"),
        "suggestions_url": reverse("search_suggestions"),
        "set_up": lambda: checklist(request.user),
        "keeps_entries": lambda: can_see_own_entries(request.user),
    }


def _languages(pages: PageMap, request: HttpRequest) -> list[Link]:
    """Return this page in each language of the portal; nothing where there is one alone."""
    versions = versions_of(pages, request)
    if len(versions) < 2:
        return []
    names, spoken = dict(settings.LANGUAGES), language_of(request.path)
    return [
        {
            "code": version.language,
            "name": names[version.language],
            "url": version.url,
            "current": version.language == spoken,
            "written": version.written,
        }
        for version in versions
    ]


def user_links(request: HttpRequest) -> list[Link]:
    """Return what a person may open from every page: their account and what their roles allow."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return [{"title": _("Sign in"), "url": reverse("accounts:sign_in")}]
    links: list[Link] = []
    if can_edit_site(user):
        links.append({"title": _("Edit the site"), "url": reverse("wagtailadmin_home")})
        links += _page_editor(request)
    if can_see_own_entries(user):
        links.append({"title": _("Your services"), "url": reverse("entries:own")})
    if can_see_team(user):
        links.append({"title": _("Team"), "url": reverse("accounts:team")})
    links.append({"title": unread_words(user), "url": reverse("accounts:notifications")})
    if can_see_ledger(user):
        links.append({"title": _("Ledger"), "url": reverse("accounts:ledger")})
    links.append({"title": _("My account"), "url": reverse("accounts:account")})
    links.append({"title": _("Sign out"), "form_action": reverse("accounts:sign_out")})
    return links


def _page_editor(request: HttpRequest) -> list[Link]:
    """Lead to the editor of the page in hand, where there is one that the person may edit."""
    entry = page_map().by_url.get(request.path)
    page = Page.objects.filter(pk=entry.pk).first() if entry else None
    if page is None or not page.permissions_for_user(request.user).can_edit():
        return []
    return [
        {"title": _("Edit this page"), "url": reverse("wagtailadmin_pages:edit", args=[page.pk])}
    ]


def _of_the_whole_site(here: str) -> list[Link]:
    """Return what helps to find one's way about every page (C6)."""
    return [
        _link(_("A to Z"), reverse("a_to_z"), here),
        _link(_("Jargon buster"), reverse("jargon_buster"), here),
    ]


def _link(title: str | Promise, url: str, here: str) -> Link:
    return {"title": title, "url": url, "current": url == here}


def _page_link(entry: Entry, here: str, spoken: str) -> Link:
    """Return a link to a page; one in another language than the page in hand says which."""
    language = entry.language if entry.language != spoken else ""
    return {**_link(entry.title, entry.url, here), "language": language}
