"""Pages on which editors bring lists into the directory, and take it away (C10)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from accounts.csv_files import TableRefused, write_table
from cms.directory.importing.columns import columns_here
from cms.directory.importing.forms import ImportForm
from cms.directory.importing.plans import ADD, ASK, CHANGE, LEAVE_OUT, NEW, REFUSE, SAME, SKIP
from cms.directory.importing.tasks import counts
from cms.directory.models import DirectoryImport
from cms.directory.providers.views.frame import Act, EntriesFrame
from cms.directory.rules import can_export_directory, can_import_directory
from cms.directory.services.importing import (
    confirm_import,
    export_services,
    leave_import,
    start_import,
)
from tenants.errors import ServiceError

State = DirectoryImport.State
PAGE = 50
"""Lines of a list on one page."""
EARLIER = 20
SECONDS_TO_LOOK_AGAIN = 3
VERDICTS: dict[str, Any] = {
    CHANGE: gettext_lazy("Changed"),
    ADD: gettext_lazy("New"),
    ASK: gettext_lazy("To be decided"),
    REFUSE: gettext_lazy("Refused"),
    SAME: gettext_lazy("Unchanged"),
    SKIP: gettext_lazy("Left out"),
}


class ImportView(EntriesFrame, FormView[ImportForm]):
    """A list is sent; earlier ones are below."""

    rule = can_import_directory
    form_class = ImportForm
    template_name = "directory/import/start.html"
    title = gettext_lazy("Bring a list into the directory")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the columns mean, and earlier lists."""
        earlier = DirectoryImport.objects.defer("text", "report").select_related("asked_by")
        return super().get_context_data(columns=columns_here(), earlier=earlier[:EARLIER], **kwargs)

    def form_valid(self, form: ImportForm) -> HttpResponse:
        """Have it read."""
        name, data = form.list_sent
        try:
            row = start_import(actor=self.request.user, name=name, data=data)
        except (TableRefused, ServiceError) as refused:
            form.add_error(
                "file" if form.cleaned_data["file"] is not None else "text", str(refused)
            )
            return self.form_invalid(form)
        return redirect("entries:import_list", key=row.pk)


class OfImport(EntriesFrame):
    """Knows the list that the address names."""

    rule = can_import_directory

    @cached_property
    def row(self) -> DirectoryImport:
        """The list; else 404."""
        rows = DirectoryImport.objects.defer("text").select_related("asked_by")
        return get_object_or_404(rows, pk=self.kwargs["key"])

    def here_url(self) -> str:
        """Its page."""
        return reverse("entries:import_list", args=[self.row.pk])


class ImportListView(OfImport, TemplateView):
    """How far a list is, what would become of each line, and what became of it."""

    template_name = "directory/import/list.html"

    def crumbs(self) -> list[dict[str, str]]:
        """Lead back to where lists are sent."""
        url = reverse("entries:import")
        return [{"title": _("Bring a list into the directory"), "url": url}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it; while the worker is busy, browsers look again by themselves."""
        response = super().get(request, *args, **kwargs)
        if self.row.state in (State.READING, State.WRITING) and "still" not in request.GET:
            response.headers["Refresh"] = str(SECONDS_TO_LOOK_AGAIN)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add lines of one verdict, and how many there are of each."""
        report, asked = self.row.report, self.request.GET.get("verdict", "")
        number = counts(report)
        questions = [each for each in report if each["verdict"] == ASK]
        if self.row.state == State.READY:
            number.pop(ASK, None)  # these are questions, above the list
        chosen = asked if asked in number else next((v for v in VERDICTS if v in number), "")
        after = self.request.GET.get("after", "")
        first = int(after) if after.isascii() and after.isdecimal() and len(after) < 9 else 0
        lines = [each for each in report if each["verdict"] == chosen and each["line"] > first]
        more = len(lines) > PAGE
        return super().get_context_data(
            title=self.row.name,
            row=self.row,
            busy=self.row.state in (State.READING, State.WRITING),
            ready=self.row.state == State.READY,
            done=self.row.state == State.DONE,
            still="still" in self.request.GET,
            seconds=SECONDS_TO_LOOK_AGAIN,
            verdicts=[
                {"value": v, "label": label, "count": number[v], "is_on": v == chosen}
                for v, label in VERDICTS.items()
                if v in number
            ],
            chosen=chosen,
            lines=lines[:PAGE],
            older_url=f"?verdict={chosen}&after={lines[PAGE - 1]['line']}" if more else "",
            questions=questions,
            to_do=number.get(ADD, 0) + number.get(CHANGE, 0) + len(questions),
            **kwargs,
        )


class ConfirmImportView(OfImport, Act):
    """Carries a list out."""

    done = gettext_lazy("The list is being brought in.")

    def act(self) -> None:
        """Have the worker do it, with what was answered."""
        confirm_import(actor=self.request.user, row=self.row, answers=self._answers())

    def _answers(self) -> dict[int, str]:
        found = {}
        for name, value in self.request.POST.items():
            line = name.removeprefix("line-")
            if name != line and line.isascii() and line.isdecimal() and len(line) < 9:
                found[int(line)] = value if value in (NEW, LEAVE_OUT) else _key(str(value))
        return found

    def next_url(self) -> str:
        """Lead to how far it is."""
        return self.here_url()


class LeaveImportView(OfImport, Act):
    """Throws a list away."""

    done = gettext_lazy("Nothing of the list was brought in.")

    def act(self) -> None:
        """Leave it."""
        leave_import(actor=self.request.user, row=self.row)

    def next_url(self) -> str:
        """Lead back to where lists are sent."""
        return reverse("entries:import")


class ReportView(OfImport, View):
    """What became of each line, as a table."""

    def get(self, request: HttpRequest, key: UUID) -> HttpResponseBase:
        """Send it."""
        heads = ["line", "result", "id", "organisation", "name", "column", "before", "after"]
        rows: list[list[str]] = [[*heads, "why"]]
        for each in self.row.report:
            word = str(VERDICTS[each["verdict"]])
            start = [str(each["line"]), word, each["key"], each["organisation"], each["name"]]
            for change in each["changes"] or [["", "", ""]]:
                rows.append([*start, *change, " ".join(each["problem"].splitlines())])
        return csv_file("import-report", write_table(rows))


class EmptyTableView(EntriesFrame, View):
    """An empty table with all columns, and what each of them means."""

    rule = can_import_directory

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Send it."""
        columns = columns_here()
        return csv_file("directory-template", write_table([[each.name for each in columns]]))


class ExportView(EntriesFrame, View):
    """All services, in the columns in which they can be brought in again."""

    rule = can_export_directory

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Send it."""
        return csv_file("services", export_services(actor=request.user))


def csv_file(name: str, lines: Any) -> HttpResponseBase:
    """Return a table as a file."""
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _key(value: str) -> str:
    try:
        return str(UUID(value))
    except ValueError:
        return ""
