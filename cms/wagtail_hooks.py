"""The editing area: links in text without a query each, add-ons, no strangers' menus."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.html import escape
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.rich_text.pages import PageLinkHandler

from accounts.rules import can_edit_site
from cms.add_ons import AddOnsView
from cms.area import AreaView
from cms.contact_details import ContactDetailsView
from cms.missing_translations import MissingTranslationsView
from cms.page_map import page_map
from cms.sharing import SharingView
from tenants.current import current_portal
from tenants.rules import can_choose_modules


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


@hooks.register("register_admin_urls")
def add_on_urls() -> list[URLPattern]:
    """The administrator's own screens."""
    return [
        path("add-ons/", AddOnsView.as_view(), name="add_ons"),
        path("area/", AreaView.as_view(), name="area"),
        path(
            "missing-translations/",
            MissingTranslationsView.as_view(),
            name="missing_translations",
        ),
        path("contact-details/", ContactDetailsView.as_view(), name="contact_details"),
        path("pages/<int:pk>/sharing/", SharingView.as_view(), name="sharing"),
    ]


class AdministratorsMenuItem(MenuItem):
    """Shown to the portal's administrators."""

    def is_shown(self, request: Any) -> bool:
        """Ask the rule."""
        return can_choose_modules(request.user)


@hooks.register("register_settings_menu_item")
def add_ons_menu_item() -> MenuItem:
    """The add-ons panel in the settings menu."""
    return AdministratorsMenuItem("Add-ons", reverse("add_ons"), icon_name="plus-inverse", order=10)


@hooks.register("register_settings_menu_item")
def contact_menu_item() -> MenuItem:
    """The contact details in the settings menu."""
    url = reverse("contact_details")
    return AdministratorsMenuItem("Contact details", url, icon_name="mail", order=20)


@hooks.register("register_settings_menu_item")
def area_menu_item() -> MenuItem:
    """Localities, schools and languages in the settings menu."""
    url = reverse("area")
    return AdministratorsMenuItem("Area and languages", url, icon_name="site", order=30)


class TranslationsMenuItem(MenuItem):
    """Shown to those who edit a portal of several languages."""

    def is_shown(self, request: Any) -> bool:
        """Ask the rule."""
        return can_edit_site(request.user) and len(current_portal().languages) > 1


@hooks.register("register_reports_menu_item")
def missing_translations_menu_item() -> MenuItem:
    """The list of missing translations among the reports."""
    url = reverse("missing_translations")
    return TranslationsMenuItem("Missing translations", url, icon_name="globe", order=10)
