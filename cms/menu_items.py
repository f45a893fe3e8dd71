"""Entries of the editing area's menus."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem

from tenants.access import Rule


class RuledMenuItem(MenuItem):
    """Leads to the address of a name; shown to those for whom a rule says yes."""

    def __init__(self, label: Any, name: str, *, rule: Rule, **kwargs: Any) -> None:
        super().__init__(label, reverse(name), **kwargs)
        self.rule = rule

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the rule."""
        return self.rule(request.user, None)
