"""Events among the registers of the editing area: their lists are on the site itself."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.events.rules import can_write_events
from cms.registers import MENU_HOOK


class EventsMenuItem(MenuItem):
    """Shown to those who write events."""

    def is_shown(self, request: Any) -> bool:
        """Ask the rule."""
        return can_write_events(request.user)


@hooks.register(MENU_HOOK)
def events_menu_item() -> MenuItem:
    """The list of all events."""
    return EventsMenuItem(_("Events"), reverse("events:manage"), icon_name="date", order=10)
