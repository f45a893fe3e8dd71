"""What waits to be passed, and passing it (C9)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from cms.directory.models import EntryReport, Organisation, ProposedChange
from cms.directory.providers.views.editing import EntryFormPage
from cms.directory.providers.views.frame import Act, EntriesFrame, OfChange
from cms.directory.rules import can_pass_changes
from cms.directory.services import accept_change, basis_of, refuse_change
from cms.directory.values.differences import differences
from cms.directory.values.reading import Entry, Values, values_of
from cms.directory.values.shape import SHAPES
from cms.moderation.forms import RefuseForm
from tenants.errors import ServiceError

State = ProposedChange.State
PAGE = 30


class ChangesView(EntriesFrame, TemplateView):
    """Changes by where they stand: what waits, the oldest first; else the newest first."""

    rule = can_pass_changes
    title = gettext_lazy("Changes of the directory")
    template_name = "directory/entries/changes.html"

    def crumbs(self) -> list[dict[str, str]]:
        """It is the first page."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of changes of one state, and how many there are of each."""
        state = self.request.GET.get("state", "")
        state = state if state in State.values else State.WAITING.value
        waits = state == State.WAITING
        rows = ProposedChange.objects.filter(state=state).select_related(
            "organisation", "proposed_by"
        )
        rows = rows.order_by("proposed_at", "pk") if waits else rows.order_by("-proposed_at", "-pk")
        found = list(_after(rows, self.request.GET.get("after", ""), waits)[: PAGE + 1])
        last = found[PAGE - 1] if len(found) > PAGE else None
        mark = f"{last.proposed_at:%Y-%m-%dT%H:%M:%S.%f}" if last else ""
        return super().get_context_data(
            changes=found[:PAGE],
            reports=EntryReport.objects.unanswered()[:PAGE],
            states=_states(state),
            older_url=f"?state={state}&after={mark}" if last else "",
            **kwargs,
        )


class ModeratorsChange(OfChange):
    """Knows the change; only for those who pass changes."""

    rule = can_pass_changes
    hidden = asks_strangers = False

    def crumbs(self) -> list[dict[str, str]]:
        """Lead to the list."""
        return [{"title": _("Changes of the directory"), "url": reverse("entries:moderate")}]

    @cached_property
    def entry(self) -> Entry | None:
        """The entry as it is now; None for one that is to be made, or gone."""
        if self.change.entry_id is None:
            return None
        rows = SHAPES[self.change.kind].model._default_manager
        entry: Any = rows.filter(pk=self.change.entry_id).first()
        return entry

    @property
    def here_url(self) -> str:
        """The page of the change."""
        return reverse("entries:moderate_change", args=[self.change.pk])


class ModerateChangeView(ModeratorsChange, TemplateView):
    """One change: old beside new, and what can be done."""

    template_name = "directory/entries/moderate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the differences, also from what the entry holds meanwhile."""
        change, entry = self.change, self.entry
        waits = change.state == State.WAITING
        now = values_of(entry) if waits and entry else None
        found = differences(change.kind, change.before, change.values, now)
        return super().get_context_data(
            title=change.label,
            change=change,
            differences=found,
            is_new=not change.before,
            is_gone=waits and change.entry_id is not None and entry is None,
            is_stale=any(each.is_stale for each in found),
            waits=waits,
            **kwargs,
        )


class AcceptView(ModeratorsChange, Act):
    """Passes a change as it is."""

    done = gettext_lazy("The change is passed.")

    def act(self) -> None:
        """Pass it."""
        accept_change(actor=self.request.user, change=self.change)

    def next_url(self) -> str:
        """Lead to the change."""
        return self.here_url


class RefuseView(ModeratorsChange, FormView[Any]):
    """Refuses a change, with a reason."""

    form_class = RefuseForm
    template_name = "directory/entries/refuse.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the change."""
        return super().get_context_data(
            title=_("Refuse this change?"),
            change=self.change,
            cancel_url=self.here_url,
            **kwargs,
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Refuse it."""
        try:
            refuse_change(actor=self.request.user, change=self.change, **form.cleaned_data)
        except ServiceError as error:
            error.add_to(form)
            return self.form_invalid(form)
        messages.success(
            self.request, _("The change is refused, and whoever proposed it is told why.")
        )
        return redirect(self.here_url)


class CorrectView(ModeratorsChange, EntryFormPage):
    """Corrects a change and passes it."""

    @property
    def kind(self) -> str:  # type: ignore[override]
        """What it is a change of."""
        return self.change.kind

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the entry with the change upon it; lead back where it is decided already."""
        if self.change.state != State.WAITING:
            return redirect(self.here_url)
        return super().get(request, *args, **kwargs)

    def get_entry(self) -> Entry | None:
        """Return the entry."""
        return self.entry

    def get_organisation(self) -> Organisation:
        """Return whose it is."""
        return self.change.organisation

    def get_waiting(self) -> ProposedChange:
        """Return the change."""
        return self.change

    def basis(self) -> Values:
        """Return the entry with the change upon it."""
        return basis_of(self.kind, self.entry, self.change)

    def get_heading(self) -> str:
        """Say what is done."""
        return _("Correct “%(name)s” and pass it") % {"name": self.change.label}

    def get_success_url(self) -> str:
        """Lead to the change."""
        return self.here_url

    def save(self, values: Values, note: str) -> None:
        """Pass it as it was corrected."""
        accept_change(
            actor=self.request.user,
            change=self.change,
            values=values,
            seen=self.request.POST.get("seen", ""),
        )
        messages.success(self.request, _("The change is passed as you corrected it."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the button does."""
        return super().get_context_data(**kwargs, submit=_("Pass it like this"), corrects=True)


def _states(chosen: str) -> list[dict[str, Any]]:
    rows = ProposedChange.objects.order_by().values("state").annotate(n=Count("pk"))
    counts = {row["state"]: row["n"] for row in rows}
    return [
        {"value": value, "label": label, "count": counts.get(value, 0), "is_on": value == chosen}
        for value, label in State.choices
    ]


def _after(rows: Any, mark: str, ascending: bool) -> Any:
    """Return the rows after a moment; all of them for what is none."""
    try:
        moment = datetime.fromisoformat(f"{mark}+00:00") if mark else None
    except ValueError:
        return rows
    if moment is None:
        return rows
    return rows.filter(Q(proposed_at__gt=moment) if ascending else Q(proposed_at__lt=moment))
