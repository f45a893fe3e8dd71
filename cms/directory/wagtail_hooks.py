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
from cms.registers import MENU_HOOK, Rule

for register in REGISTERS:
    register_snippet(register)
for action in ACTIONS:
    hooks.register("register_bulk_action", action)


class RuledMenuItem(MenuItem):
    """An entry of the registers' menu that leads to a page of the site itself."""

    def __init__(self, rule: Rule, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule

    def is_shown(self, request: Any) -> bool:
        """Ask the rule."""
        return self.rule(request.user, None)


@hooks.register(MENU_HOOK)
def changes_menu_item() -> MenuItem:
    """What providers propose."""
    words, url = _("Changes of the directory"), reverse("entries:moderate")
    return RuledMenuItem(can_pass_changes, words, url, icon_name="edit", order=95)


@hooks.register(MENU_HOOK)
def import_menu_item() -> MenuItem:
    """Lists of entries."""
    words, url = _("Bring in a list of services"), reverse("entries:import")
    return RuledMenuItem(can_import_directory, words, url, icon_name="upload", order=96)


@hooks.register("register_snippet_listing_buttons")
def whole_entry_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Any]:
    """Lead from a row to the form with all that belongs to the entry."""
    names = {Service: "entries:edit_service", Organisation: "entries:organisation"}
    name = names.get(type(snippet))
    if name and can_edit_directory(user):
        url = reverse(name, args=[snippet.pk])
        yield Button(_("All on one page"), url, icon_name="form", priority=15)
