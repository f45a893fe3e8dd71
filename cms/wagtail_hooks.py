"""Wagtail's hooks: links in text without a query each, the administrator's own screens, and roles
that count at once where pages and documents are for groups.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import escape, format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.snippets.models import register_snippet

from accounts.groups import follow_roles
from accounts.models import User
from accounts.rules import can_edit_site, can_set_places
from cms.add_ons import AddOnsView
from cms.area import AreaView
from cms.contact_details import ContactDetailsView
from cms.editing import checks, confirmations, menus  # noqa: F401  (register on import)
from cms.editing.redirects import use_straight_redirects
from cms.form_counts import FormCountsView
from cms.menu_items import RuledMenuItem
from cms.missing_translations import MissingTranslationsView
from cms.page_map import page_map
from cms.registers import DeleteRows, registers_menu_item
from cms.rules import can_see_form_counts, can_set_up
from cms.set_up import checklist
from cms.set_up_views import SetUpPanel, SetUpView
from cms.sharing import SharingView
from cms.site_registers import BULK_ACTIONS, REGISTERS
from cms.theme_editor import ThemeView, theme_preview, theme_preview_css
from cms.translating import translating_urls, use_translation_buttons
from cms.translation_words import use_our_words
from tenants.current import current_portal
from tenants.rules import can_choose_modules, can_set_contact, can_set_theme


class MappedPageLinkHandler(PageLinkHandler):
    """Links to pages from the page map: no query for any number of links."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """Return the opening tag of each link; a link to a page that is gone leads nowhere."""
        pages = page_map()
        found = [pages.linked(int(attrs["id"])) for attrs in attrs_list]
        return [f'<a href="{escape(entry.url)}">' if entry else "<a>" for entry in found]


@hooks.register("register_rich_text_features", order=100)
def mapped_links(features: Any) -> None:
    """Use the page map for links in text."""
    features.register_link_type(MappedPageLinkHandler)


@hooks.register("register_admin_urls", order=-1)  # before those of libraries
def add_on_urls() -> list[URLPattern | URLResolver]:
    """The administrator's own screens."""
    return [
        path("add-ons/", AddOnsView.as_view(), name="add_ons"),
        path("area/", AreaView.as_view(), name="area"),
        path("set-up/", SetUpView.as_view(), name="set_up"),
        path("form-counts/", FormCountsView.as_view(), name="form_counts"),
        path("theme/", ThemeView.as_view(), name="theme_editor"),
        path("theme/preview/", theme_preview, name="theme_preview"),
        path("theme/preview.css", theme_preview_css, name="theme_preview_css"),
        path(
            "missing-translations/",
            MissingTranslationsView.as_view(),
            name="missing_translations",
        ),
        *translating_urls(),
        path("contact-details/", ContactDetailsView.as_view(), name="contact_details"),
        path("pages/<int:pk>/sharing/", SharingView.as_view(), name="sharing"),
        path("", include("cms.editing.urls")),
    ]


@hooks.register("on_serve_page", order=-1)
def follow_roles_to_page(serve: Callable[..., Any]) -> Callable[..., Any]:
    """Ask the roles that people hold now whether they may read a page that is for some groups.

    Only pages with a restriction are served by this chain: all others are in the page map, and
    `cms.views.serve_page` serves them without it.
    """

    def serve_to(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> Any:
        if isinstance(request.user, User):
            _check_groups(request, request.user, page.get_view_restrictions())
        return serve(page, request, args, kwargs)

    return serve_to


@hooks.register("before_serve_document", order=-1)
def follow_roles_to_document(document: Any, request: HttpRequest) -> None:
    """The same for documents, whose collection may be for some groups alone."""
    if isinstance(request.user, User):
        _check_groups(request, request.user, document.collection.get_view_restrictions())


def _check_groups(request: HttpRequest, person: User, restrictions: Any) -> None:
    """Raise `PermissionDenied` for who is in none of the groups that their roles make up now.

    Wagtail would send them to sign in, which sends whoever is signed in straight back.
    """
    for_groups = [one for one in restrictions if one.restriction_type == one.GROUPS]
    if for_groups:
        follow_roles(person)
    if not all(one.accept_request(request) for one in for_groups):
        raise PermissionDenied


@hooks.register("register_settings_menu_item")
def add_ons_menu_item() -> MenuItem:
    """The add-ons panel in the settings menu."""
    return RuledMenuItem(
        "Add-ons", "add_ons", rule=can_choose_modules, icon_name="plus-inverse", order=10
    )


@hooks.register("register_settings_menu_item")
def theme_menu_item() -> MenuItem:
    """The theme editor in the settings menu."""
    return RuledMenuItem(_("Look"), "theme_editor", rule=can_set_theme, icon_name="view", order=15)


@hooks.register("register_settings_menu_item")
def contact_menu_item() -> MenuItem:
    """The contact details in the settings menu."""
    return RuledMenuItem(
        "Contact details", "contact_details", rule=can_set_contact, icon_name="mail", order=20
    )


@hooks.register("register_settings_menu_item")
def area_menu_item() -> MenuItem:
    """Localities, schools and languages in the settings menu."""
    return RuledMenuItem(
        "Area and languages", "area", rule=can_set_places, icon_name="site", order=30
    )


use_straight_redirects()
use_translation_buttons()
use_our_words()
for register in REGISTERS:
    register_snippet(register)
for bulk_action in BULK_ACTIONS:
    hooks.register("register_bulk_action", bulk_action)
hooks.register("register_admin_menu_item", registers_menu_item)
hooks.register("register_bulk_action", DeleteRows, order=1)  # after Wagtail's, in its place


@hooks.register("construct_homepage_panels")
def set_up_panel(request: HttpRequest, panels: list[Any]) -> None:
    """The set-up checklist on the first page, for administrators, until all is done."""
    states = checklist(request.user)
    if states:
        panels.append(SetUpPanel(states))


@hooks.register("register_settings_menu_item")
def set_up_menu_item() -> MenuItem:
    """The set-up checklist in the settings menu."""
    return RuledMenuItem(_("Set-up list"), "set_up", rule=can_set_up, icon_name="tick", order=5)


@hooks.register("register_reports_menu_item")
def form_counts_menu_item() -> MenuItem:
    """How often forms were sent, among the reports."""
    return RuledMenuItem(
        _("Forms sent"), "form_counts", rule=can_see_form_counts, icon_name="form", order=900
    )


class TranslationsMenuItem(RuledMenuItem):
    """Shown in portals of several languages alone."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the rule, and whether anything could be missing."""
        return super().is_shown(request) and len(current_portal().languages) > 1


@hooks.register("register_reports_menu_item")
def missing_translations_menu_item() -> MenuItem:
    """The list of missing translations among the reports."""
    return TranslationsMenuItem(
        "Missing translations",
        "missing_translations",
        rule=can_edit_site,
        icon_name="globe",
        order=10,
    )


@hooks.register("construct_reports_menu")
def no_translations_in_one_language(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave the library's report of translations out where there can be none."""
    if len(current_portal().languages) < 2:
        url = reverse("wagtail_localize:translations_report")
        items[:] = [item for item in items if item.url != url]


@hooks.register("insert_global_admin_css")
def own_styles() -> str:
    """What our own screens, and Wagtail's lists of long words, need beyond Wagtail's styles."""
    return format_html('<link rel="stylesheet" href="{}">', static("theme/build/admin.css"))
