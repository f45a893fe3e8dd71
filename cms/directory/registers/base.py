"""What the directory's registers have in common."""

from typing import Any

from django import forms
from wagtail.admin.panels import FieldPanel

from cms.directory.rules import can_edit_directory, can_publish_services
from cms.registers import Register, RulePolicy

TICKS = forms.CheckboxSelectMultiple


def in_both(*names: str) -> list[Any]:
    """Return fields, each followed by its Welsh sister."""
    return [FieldPanel(name) for each in names for name in (each, f"{each}_cy")]


class DirectoryRegister(Register):
    """Editors change it, publishers delete from it."""

    rule = can_edit_directory
    icon = "site"

    @property
    def permission_policy(self) -> RulePolicy:
        """Deleting is the publishers' alone."""
        changes = dict.fromkeys(("view", "add", "change"), type(self).rule)
        return RulePolicy(self.model, {**changes, "delete": can_publish_services})
