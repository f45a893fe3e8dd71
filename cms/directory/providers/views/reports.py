"""What readers say is wrong with an entry: for those who keep it (C9)."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cms.directory.models import EntryReport, Organisation
from cms.directory.providers.views.frame import Act, OfOrganisation
from cms.directory.rules import can_propose_change
from cms.directory.services import answer_report


class OfReport(OfOrganisation):
    """Knows the report that the address names, and so the organisation."""

    @cached_property
    def report(self) -> EntryReport:
        """The report; else 404."""
        rows = EntryReport.objects.select_related("service__organisation", "answered_by")
        return get_object_or_404(rows, pk=self.kwargs["key"])

    @cached_property
    def organisation(self) -> Organisation:
        """Who runs the service."""
        return self.report.service.organisation


class ReportView(OfReport, TemplateView):
    """What somebody says is wrong, and what can be done about it."""

    template_name = "directory/entries/report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the report and its service."""
        service = self.report.service
        return super().get_context_data(
            title=_("Something may be wrong in “%(name)s”") % {"name": service.said("name")},
            report=self.report,
            service=service,
            may_end=can_propose_change(self.request.user, self.organisation),
            **kwargs,
        )


class AnswerReportView(OfReport, Act):
    """Somebody has dealt with it."""

    done = gettext_lazy("Thank you. The report counts as dealt with.")

    def act(self) -> None:
        """Say so."""
        answer_report(actor=self.request.user, report=self.report)

    def next_url(self) -> str:
        """Lead to the report."""
        return reverse("entries:report", args=[self.report.pk])
