"""The directory in the editing area."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from cms.directory.bulk_actions import ACTIONS
from cms.directory.models import Organisation, Service
from cms.directory.registers import REGISTERS
from cms.directory.rules import can_edit_directory, can_import_directory, can_pass_changes
from cms.menu_items import RuledMenuItem
from cms.registers import MENU_HOOK

for register in REGISTERS:
    register_snippet(register)
for action in ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register(MENU_HOOK)
def changes_menu_item() -> MenuItem:
    """What providers propose."""
    words = _("Changes of the directory")
    return RuledMenuItem(
        words, "entries:moderate", rule=can_pass_changes, icon_name="edit", order=95
    )


@hooks.register(MENU_HOOK)
def import_menu_item() -> MenuItem:
    """Lists of entries."""
    words = _("Bring in a list of services")
    return RuledMenuItem(
        words, "entries:import", rule=can_import_directory, icon_name="upload", order=96
    )


@hooks.register("register_snippet_listing_buttons")
def whole_entry_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Any]:
    """Lead from a row to the form with all that belongs to the entry."""
    names = {Service: "entries:edit_service", Organisation: "entries:organisation"}
    name = names.get(type(snippet))
    if name and can_edit_directory(user):
        url = reverse(name, args=[snippet.pk])
        yield Button(_("All on one page"), url, icon_name="form", priority=15)
