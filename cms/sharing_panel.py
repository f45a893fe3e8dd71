"""The tab "Sharing" of a page's editor: who may edit it, to read; giving has its own screen."""

from typing import Any

from wagtail.admin.panels import Panel

from accounts.rules import can_share
from cms.shares import shares_of


class SharingPanel(Panel):
    """Lists the roles that count for the page, with a button for those who may give them."""

    class BoundPanel(Panel.BoundPanel):
        """The list for one page."""

        template_name = "cms/admin/sharing_panel.html"

        def is_shown(self) -> bool:
            """Whether there is a page yet: not while it is being made."""
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the list."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["page"] = self.instance
            context["shares"] = shares_of(self.instance)
            context["can_share"] = can_share(getattr(self.request, "user", None))
            return context
