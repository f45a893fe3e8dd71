"""News among the registers of the editing area: its list is on the site itself."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.news.rules import can_write_news
from cms.registers import MENU_HOOK


class NewsMenuItem(MenuItem):
    """Shown to those who write news."""

    def is_shown(self, request: Any) -> bool:
        """Ask the rule."""
        return can_write_news(request.user)


@hooks.register(MENU_HOOK)
def news_menu_item() -> MenuItem:
    """The list of all news."""
    return NewsMenuItem(_("News"), reverse("news:manage"), icon_name="doc-full", order=20)
