"""How often the public's forms were sent, by month: all that is kept of them (C2)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cms.models import FormCount
from cms.rules import can_see_form_counts
from tenants.access import RuleMixin

WORDS = {
    "contact": _("Write to us"),
    "complaint": _("Comments and complaints"),
    "paper": _("Orders on paper"),
}
MOST = 200
"""Rows shown, the newest first."""


class FormCountsView(RuleMixin, TemplateView):
    """A table among the reports."""

    rule = can_see_form_counts
    template_name = "cms/admin/form_counts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows."""
        rows = [
            {"month": row.month, "form": WORDS.get(row.purpose, row.purpose), "number": row.number}
            for row in FormCount.objects.all()[:MOST]
        ]
        return super().get_context_data(rows=rows, **kwargs)
