"""The tab "Care" of a page's editor: its review and its preview links, to read and to go to."""

from typing import Any

from django.utils import timezone
from wagtail.admin.panels import Panel

from cms.models.editing import PageReview, PreviewLink
from cms.rules import can_edit_page


class CarePanel(Panel):
    """Says when the page is due and how many links to its draft work."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one page."""

        template_name = "cms/editing/care_panel.html"

        def is_shown(self) -> bool:
            """Whether there is a page yet, and its reader edits it."""
            person = getattr(self.request, "user", None)
            return self.instance.pk is not None and can_edit_page(person, self.instance)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add review and links."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            links = PreviewLink.objects.working(timezone.now()).filter(page=self.instance.pk)
            context["page"] = self.instance
            context["review"] = PageReview.objects.filter(page=self.instance.pk).first()
            context["links"] = links.count()
            return context
