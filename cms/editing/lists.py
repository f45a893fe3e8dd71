"""Lists of pages for editors: filtered, a part at a time by keys, and taken away as a table."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise, cached_property
from django.views.generic import TemplateView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from accounts.csv_files import write_table
from accounts.ledger import record
from cms.rules import can_look_after_pages
from cms.verbs import Verb
from tenants.access import RuleMixin

LENGTH = 50
ANY_RIGHT = ["add", "change", "publish"]


def pages_of(person: Any) -> QuerySet[Page]:
    """Return the pages on which somebody works: of the portal, or of their sections."""
    found: QuerySet[Page] = page_permission_policy.instances_user_has_any_permission_for(
        person, ANY_RIGHT
    )
    return found


class PageList(RuleMixin, TemplateView):
    """One list. Give template, form of filters, headings, `found()` and `cells()`."""

    rule = can_look_after_pages
    name: ClassVar[str]
    """Of the address, of the file that is taken away, and in the ledger."""
    form_class: ClassVar[type[forms.Form]]
    headings: ClassVar[Sequence[str | Promise]]
    order: ClassVar[tuple[str, ...]] = ("pk",)
    """Names of fields by which rows stand in a row; the last one tells rows apart."""

    def found(self, asked: dict[str, Any]) -> QuerySet[Any]:
        """Return the rows that are asked for and may be seen."""
        raise NotImplementedError

    def cells(self, row: Any) -> Iterable[Any]:
        """Return what the file has in a row's columns."""
        raise NotImplementedError

    @cached_property
    def form(self) -> forms.Form:
        """The form of filters with what the address says."""
        return self.form_class(self.request.GET or None)

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked for; nothing when the address says nothing."""
        return self.form.cleaned_data if self.form.is_bound and self.form.is_valid() else {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a part of the list, or send all of it as a file."""
        if request.GET.get("export") == "csv":
            return self._file()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows after the one that the address names."""
        rows = list(self._after(self.found(self.asked).order_by(*self.order))[: LENGTH + 1])
        shown = rows[:LENGTH]
        query = self.request.GET.copy()
        query.pop("after", None)
        csv_query = query.copy()
        csv_query["export"] = "csv"
        more = ""
        if len(rows) > LENGTH:
            query["after"] = self._mark(shown[-1])
            more = f"?{query.urlencode()}"
        return super().get_context_data(
            form=self.form,
            rows=shown,
            more_url=more,
            csv_url=f"?{csv_query.urlencode()}",
            is_part="after" in self.request.GET,
            **kwargs,
        )

    def _mark(self, row: Any) -> str:
        return "~".join(str(getattr(row, name)) for name in self.order)

    def _after(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return what stands behind the row that the address names, if it names one."""
        values = self.request.GET.get("after", "").split("~")
        if len(values) != len(self.order):
            return rows
        behind, same = Q(pk__in=[]), Q()
        for name, value in zip(self.order, values, strict=True):
            try:
                kept = (
                    rows.model._meta.get_field(name).to_python(value)
                    if name != "pk"
                    else int(value)
                )
            except (ValueError, forms.ValidationError):
                return rows
            behind |= same & Q(**{f"{name}__gt": kept})
            same &= Q(**{name: kept})
        return rows.filter(behind)

    def _file(self) -> HttpResponse:
        rows = [list(self.cells(row)) for row in self.found(self.asked).order_by(*self.order)]
        with transaction.atomic():
            detail = {"list": self.name, "rows": len(rows)}
            record(actor=self.request.user, verb=Verb.LIST_EXPORTED, detail=detail)
        return HttpResponse(
            write_table([[str(heading) for heading in self.headings], *rows]),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{self.name}.csv"'},
        )
