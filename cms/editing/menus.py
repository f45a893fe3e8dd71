"""Where the screens for working on pages stand in the editing area's menus."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.editing.undelete import RESTORED
from cms.menu_items import RuledMenuItem
from cms.rules import can_choose_approval, can_look_after_pages


@hooks.register("register_settings_menu_item")
def approval_menu_item() -> MenuItem:
    """Approval of pages in the settings menu."""
    return RuledMenuItem(
        _("Approval of pages"), "approval", rule=can_choose_approval, icon_name="tasks", order=40
    )


@hooks.register("register_reports_menu_item")
def due_for_review_menu_item() -> MenuItem:
    """Pages due for review among the reports."""
    return _report(_("Due for review"), "due_for_review", icon_name="calendar-check", order=20)


@hooks.register("register_reports_menu_item")
def broken_links_menu_item() -> MenuItem:
    """Links that lead nowhere among the reports."""
    return _report(_("Broken links"), "broken_links", icon_name="link", order=30)


@hooks.register("register_reports_menu_item")
def deleted_pages_menu_item() -> MenuItem:
    """Deleted pages among the reports."""
    return _report(_("Deleted pages"), "deleted_pages", icon_name="bin", order=40)


def _report(label: Any, name: str, **kwargs: Any) -> MenuItem:
    return RuledMenuItem(label, name, rule=can_look_after_pages, **kwargs)


@hooks.register("register_log_actions")
def history_of_restoring(actions: Any) -> None:
    """What Wagtail's history of a page calls its return."""
    actions.register_action(RESTORED, _("Restore"), _("Restored after it was deleted"))
