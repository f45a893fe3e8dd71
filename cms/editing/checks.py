"""Wagtail's checks while editing, with the rules that public pages are held to (C5)."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem

OURS = {
    "image-alt": (_("A picture without a decision"), _("Describe it, or say that it decorates.")),
    "page-has-heading-one": (_("No main heading"), _("Every page has one heading of level 1.")),
    "identical-links-same-purpose": (
        _("Links of the same words lead to different places"),
        _("Say in each link where it leads."),
    ),
    "table-fake-caption": (
        _("A line of a table is used as its title"),
        _("Use the field for the title of the table."),
    ),
    "td-has-header": (_("A table without headings"), _("Give each column a heading.")),
    "list": (_("A list that is none"), _("Use the button for lists.")),
    "color-contrast": (_("Letters that are hard to see"), _("Choose darker letters.")),
}
"""Rule of axe → what is wrong, and what to do. They join Wagtail's own ten."""


class PortalChecks(ContentCheckerItem):
    """Wagtail's content checker with our rules; the preview's text alone is checked."""

    axe_include = ["main"]
    axe_run_only = [*ContentCheckerItem.axe_run_only, *OURS]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        **{rule: {"error_name": name, "help_text": text} for rule, (name, text) in OURS.items()},
    }


@hooks.register("construct_wagtail_userbar")
def use_our_checks(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Put our checks in the place of Wagtail's."""
    for at, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[at] = PortalChecks(in_editor=item.in_editor)
