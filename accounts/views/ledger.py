"""The auditor's pages: the ledger, one entry, a download, the check of the chain (A11)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.forms.ledger import LedgerForm
from accounts.ledger.chain import canonical, digest
from accounts.ledger.finding import Filters
from accounts.ledger.words import rows_of
from accounts.models import ChainCheck, LedgerEntry
from accounts.paging import key_in, page_of
from accounts.rules import (
    can_check_ledger,
    can_export_ledger,
    can_see_ledger,
    can_see_ledger_entry,
)
from accounts.services import export_ledger, start_chain_check
from accounts.services.ledger import running_check
from accounts.verbs import sentence_for
from accounts.views.downloads import csv_file
from accounts.views.pages import Page, PrivatePage
from tenants.errors import ServiceError

PAGE_LENGTH = 50
PAGING = ("below", "above")
EARLIER_CHECKS = 20
SECONDS_TO_LOOK_AGAIN = 5


class FilteredMixin:
    """Reads from the address which entries are asked for."""

    request: HttpRequest

    @cached_property
    def form(self) -> LedgerForm:
        """The form with what the address says."""
        return LedgerForm(self.request.GET or None, verbs=LedgerEntry.objects.verbs_in_use())

    @property
    def filters(self) -> Filters:
        """What is asked for; nothing when the address says nothing."""
        return self.form.filters if self.form.is_bound and self.form.is_valid() else Filters()

    def address(self, name: str = "accounts:ledger", **changes: int) -> str:
        """Return a page's address with the filters of this one."""
        query = self.request.GET.copy()
        for word in PAGING:
            query.pop(word, None)
        for word, number in changes.items():
            query[word] = str(number)
        return f"{reverse(name)}?{query.urlencode()}" if query else reverse(name)


class LedgerView(FilteredMixin, Page):
    """Entries, newest first, a page at a time by their numbers."""

    rule = can_see_ledger
    template_name = "accounts/ledger.html"
    title = gettext_lazy("Ledger")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the entries that the address asks for."""
        readable = not self.form.is_bound or self.form.is_valid()
        visible = LedgerEntry.objects.visible_to(self.request.user)
        found = self.filters.narrow(visible) if readable else visible.none()
        below, above = (key_in(self.request.GET.get(word, "")) for word in PAGING)
        page = page_of(found, below=below, above=above, length=PAGE_LENGTH)
        return super().get_context_data(
            form=self.form,
            page=page,
            lines=[(entry, sentence_for(entry.verb)) for entry in page.rows],
            chosen=self.form.chosen if self.form.is_bound and readable else [],
            is_narrowed=bool(self.filters.in_words()) or not readable,
            is_paged=bool(below or above),
            newer_url=page.newer and self.address(above=page.newer),
            older_url=page.older and self.address(below=page.older),
            first_url=self.address(),
            csv_url=readable and self.address("accounts:ledger_csv"),
            **kwargs,
        )


class LedgerEntryView(Page):
    """One entry with all that it holds, and whether it fits into the chain."""

    rule = can_see_ledger_entry
    template_name = "accounts/ledger_entry.html"

    @cached_property
    def entry(self) -> LedgerEntry:
        """The entry of that number."""
        return get_object_or_404(LedgerEntry, number=self.kwargs["number"])

    def get_rule_object(self) -> LedgerEntry | None:
        """Ask about the entry; a stranger does not learn whether there is one."""
        return self.entry if can_see_ledger(self.request.user) else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the entry, its neighbours, and what the arithmetic says of it."""
        entry = self.entry
        beside = {
            other.number: other
            for other in LedgerEntry.objects.filter(number__in=[entry.number - 1, entry.number + 1])
        }
        before = beside.get(entry.number - 1)
        return super().get_context_data(
            title=_("Entry %d") % entry.number,
            entry=entry,
            sentence=sentence_for(entry.verb),
            rows=rows_of(entry.detail),
            before=before,
            after=beside.get(entry.number + 1),
            fits=digest(entry) == entry.hash,
            follows=before.hash == entry.previous_hash if before else entry.number == 1,
            canonical=canonical(entry),
            **kwargs,
        )


class LedgerCsvView(FilteredMixin, PrivatePage, View):
    """The entries that the filters find, as a file for a spreadsheet."""

    rule = can_export_ledger
    step_up = True

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Send the file line by line; back to the form when the address cannot be read."""
        if self.form.is_bound and not self.form.is_valid():
            return redirect(self.address())
        return csv_file("ledger", export_ledger(actor=self.actor, filters=self.filters))


class ChainCheckView(Page):
    """Starts a check of the chain, shows how far it is and what earlier ones found."""

    rule = can_check_ledger
    template_name = "accounts/ledger_check.html"
    title = gettext_lazy("Check of the ledger")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the check that runs and those that have ended."""
        ended = ChainCheck.objects.filter(finished_at__isnull=False).select_related("asked_by")
        return super().get_context_data(
            running=running_check(),
            ended=ended[:EARLIER_CHECKS],
            seconds=SECONDS_TO_LOOK_AGAIN,
            still="still" in self.request.GET,
            **kwargs,
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it; while a check runs, browsers look again by themselves unless told not to."""
        context = self.get_context_data(**kwargs)
        response = self.render_to_response(context)
        if context["running"] and not context["still"]:
            response.headers["Refresh"] = str(SECONDS_TO_LOOK_AGAIN)
        return response

    def post(self, request: HttpRequest) -> HttpResponse:
        """Start a check."""
        try:
            start_chain_check(actor=self.actor)
        except ServiceError as error:
            messages.error(request, str(error))
        return redirect("accounts:ledger_check")
