"""Where the screens for working on pages stand in the editing area's menus."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.rules import can_choose_approval

Rule = Callable[[Any, Any], bool]


class RuledMenuItem(MenuItem):
    """Shown to those for whom a rule says yes."""

    def __init__(self, label: Any, name: str, *, rule: Rule, **kwargs: Any) -> None:
        super().__init__(label, reverse(name), **kwargs)
        self.rule = rule

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the rule."""
        return self.rule(request.user, None)


@hooks.register("register_settings_menu_item")
def approval_menu_item() -> MenuItem:
    """Approval of pages in the settings menu."""
    return RuledMenuItem(
        _("Approval of pages"), "approval", rule=can_choose_approval, icon_name="tasks", order=40
    )
