"""What providers propose, and what becomes of it (C9)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.ledger import record
from cms.directory.models import Organisation, ProposedChange, Service
from cms.directory.models.services import SHOWN_STATUSES
from cms.directory.rules import (
    can_edit_directory,
    can_pass_changes,
    can_propose_change,
)
from cms.directory.services.entries import take_as_checked
from cms.directory.services.telling import tell_decided, tell_waiting
from cms.directory.services.writing import entry_in_hand, new_entry, write_entry
from cms.directory.values.reading import (
    Entry,
    Values,
    changed,
    empty_values,
    fingerprint,
    values_of,
)
from cms.directory.values.shape import SHAPES
from cms.directory.values.writing import check_price, fill, new_place
from cms.directory.verbs import Verb
from cms.moderation.words import many_lines
from tenants.errors import ServiceError

State = ProposedChange.State
NOT_YOURS = gettext_lazy("You can change your own organisation's entries alone.")
ONLY_EDITORS = gettext_lazy("Only editors pass and refuse changes.")


class ChangedMeanwhile(ServiceError):
    """The entry, or the change that waits, is not as the form showed it."""


def basis_of(kind: str, entry: Entry | None, waiting: ProposedChange | None) -> Values:
    """Return what a form begins with: the entry as it is, with the change that waits upon it."""
    values = values_of(entry) if entry else empty_values(kind)
    return values | (waiting.values if waiting else {})


@transaction.atomic
def propose_change(
    *,
    actor: Any,
    organisation: Organisation,
    kind: str,
    entry: Entry | None,
    values: Mapping[str, Any],
    seen: str,
    note: str = "",
    waiting: ProposedChange | None = None,
) -> ProposedChange:
    """Keep what a provider wants changed, until somebody passes it. Raises `ServiceError`.

    Where a change of the entry waits already it is that one which changes; `waiting` names it for
    an entry that is yet to be made. `seen` is the fingerprint of what the form showed: raises
    `ChangedMeanwhile` where something else stands there now.
    """
    _check_own(actor, organisation)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    entry = entry_in_hand(kind, entry, organisation) if entry else None
    waiting = _waiting(organisation, kind, entry, waiting)
    if fingerprint(basis_of(kind, entry, waiting)) != seen:
        raise ChangedMeanwhile(_("Somebody changed this entry while you were writing."))
    now = values_of(entry) if entry else empty_values(kind)
    wanted = changed(now, {name: values[name] for name in SHAPES[kind].names if name in values})
    if not wanted:
        raise ServiceError(_("You have changed nothing: the entry is like this already."))
    _try(kind, entry, now | wanted)
    is_new = waiting is None
    change = waiting or ProposedChange(organisation=organisation, kind=kind)
    change.entry_id = entry.pk if entry else None
    change.label = (str(entry) if entry else str(wanted["name"]))[:200]
    change.values, change.note = wanted, many_lines(note)[:500]
    change.before = {name: now[name] for name in wanted} if entry else {}
    change.proposed_by, change.proposed_at = actor, timezone.now()
    change.save()
    detail = {"fields": sorted(wanted), "again": not is_new}
    record(actor=actor, verb=Verb.CHANGE_PROPOSED, subject=change, detail=detail)
    tell_waiting(change)
    return change


@transaction.atomic
def propose_end(*, actor: Any, service: Service, note: str) -> ProposedChange:
    """Propose that a service has ended for good; a change that waits ends it as well."""
    kind = ProposedChange.Kind.SERVICE
    waiting = ProposedChange.objects.waiting().of(service).first()
    basis = basis_of(kind, service, waiting)
    return propose_change(
        actor=actor,
        organisation=service.organisation,
        kind=kind,
        entry=service,
        values=basis | {"status": Service.Status.DEFUNCT.value},
        seen=fingerprint(basis),
        note=note,
    )


@transaction.atomic
def withdraw_change(*, actor: Any, change: ProposedChange) -> ProposedChange:
    """Take a change back that nobody has decided about. Raises `ServiceError`."""
    _check_own(actor, change.organisation)
    change = _locked(change)
    _decide(change, State.WITHDRAWN, actor)
    record(actor=actor, verb=Verb.CHANGE_WITHDRAWN, subject=change)
    return change


@transaction.atomic
def accept_change(
    *,
    actor: Any,
    change: ProposedChange,
    values: Mapping[str, Any] | None = None,
    seen: str = "",
) -> Entry:
    """Write a change into its entry; a service that is new shows where the actor may publish.

    `values` are those of the form where it was corrected first, `seen` the fingerprint of what that
    form showed. A service that goes on counts as checked today, by whoever proposed the change.
    Raises `ServiceError`: decided meanwhile, or the entry is not as it was when the change was
    proposed.
    """
    if not can_pass_changes(actor):
        raise ServiceError(str(ONLY_EDITORS))
    change = _locked(change)
    entry = _entry_of(change)
    now = values_of(entry) if entry else empty_values(change.kind)
    if values is None:
        wanted = dict(change.values)
        if any(now[name] != was for name, was in change.before.items()):
            raise ChangedMeanwhile(
                _("The entry has changed since this was proposed. Compare, correct and pass it.")
            )
    else:
        if fingerprint(now | change.values) != seen:
            raise ChangedMeanwhile(_("Somebody changed this entry while you were writing."))
        wanted = changed(now, {name: values[name] for name in SHAPES[change.kind].names})
    edited = values is not None and wanted != change.values
    _decide(change, State.ACCEPTED, actor)
    entry = entry or new_entry(change.kind, change.organisation)
    write_entry(actor=actor, entry=entry, values=wanted)
    if isinstance(entry, Service) and entry.status in SHOWN_STATUSES:
        take_as_checked(entry, change.proposed_by or actor)
        entry.save()
    if change.entry_id is None:
        change.entry_id = entry.pk
        change.save(update_fields=["entry_id"])
    detail = {"fields": sorted(wanted), "edited": edited}
    record(actor=actor, verb=Verb.CHANGE_ACCEPTED, subject=change, detail=detail)
    is_draft = isinstance(entry, Service) and entry.visibility == Service.Visibility.DRAFT
    tell_decided(change, edited=edited, shown=not is_draft)
    return entry


@transaction.atomic
def refuse_change(*, actor: Any, change: ProposedChange, reason: str) -> ProposedChange:
    """Refuse a change; who proposed it reads why. Raises `ServiceError`."""
    if not can_pass_changes(actor):
        raise ServiceError(str(ONLY_EDITORS))
    reason = many_lines(reason)
    if not reason:
        raise ServiceError({"reason": _("Say why, so that the sender can do better.")})
    change = _locked(change)
    _decide(change, State.REFUSED, actor, reason=reason)
    record(actor=actor, verb=Verb.CHANGE_REFUSED, subject=change, detail={"reason": reason})
    tell_decided(change)
    return change


@transaction.atomic
def change_entry(
    *,
    actor: Any,
    organisation: Organisation,
    kind: str,
    entry: Entry | None,
    values: Mapping[str, Any],
    seen: str,
) -> Entry:
    """Change an entry, or add one, at once: editors. Raises `ServiceError`, `ChangedMeanwhile`."""
    if not can_edit_directory(actor):
        raise ServiceError(_("Only editors change entries without asking."))
    is_new = entry is None
    entry = entry_in_hand(kind, entry, None) if entry else None
    now = values_of(entry) if entry else empty_values(kind)
    if fingerprint(now) != seen:
        raise ChangedMeanwhile(_("Somebody changed this entry while you were writing."))
    wanted = changed(now, {name: values[name] for name in SHAPES[kind].names if name in values})
    if not wanted:
        raise ServiceError(_("You have changed nothing: the entry is like this already."))
    entry = entry or new_entry(kind, organisation)
    write_entry(actor=actor, entry=entry, values=wanted)
    verb = Verb.ENTRY_ADDED if is_new else Verb.ENTRY_CHANGED
    record(actor=actor, verb=verb, subject=entry, detail={"fields": sorted(wanted)})
    return entry


def _check_own(actor: Any, organisation: Organisation) -> None:
    if not can_propose_change(actor, organisation):
        raise ServiceError(str(NOT_YOURS))


def _waiting(
    organisation: Organisation, kind: str, entry: Entry | None, named: ProposedChange | None
) -> ProposedChange | None:
    rows = ProposedChange.objects.select_for_update().filter(kind=kind)
    if entry is not None:
        return rows.filter(state=State.WAITING, entry_id=entry.pk).first()
    if named is None:
        return None
    found = rows.filter(pk=named.pk, organisation=organisation, entry_id=None).first()
    if found is None or found.state != State.WAITING:
        raise ChangedMeanwhile(_("Somebody has decided about this change meanwhile."))
    return found


def _try(kind: str, entry: Entry | None, values: Values) -> None:
    """Raise `ServiceError` by field for values that no entry can have; nothing is saved."""
    tried = SHAPES[kind].model(pk=entry.pk if entry else None)
    if isinstance(tried, Service):
        tried.slug = "tried"
    fill(tried, values)
    if isinstance(tried, Service):
        check_price(tried.is_free, values["cost_options"])
    for row in values.get("new_places", ()):
        new_place(row)


def _locked(change: ProposedChange) -> ProposedChange:
    rows = ProposedChange.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=change.pk)


def _entry_of(change: ProposedChange) -> Entry | None:
    if change.entry_id is None:
        return None
    entry = SHAPES[change.kind].model._default_manager.filter(pk=change.entry_id).first()
    if entry is None:
        raise ServiceError(_("The entry is gone meanwhile. Refuse the change, and say why."))
    is_place = change.kind == ProposedChange.Kind.LOCATION  # others may have come to it since
    return entry_in_hand(change.kind, entry, None if is_place else change.organisation)


def _decide(change: ProposedChange, state: str, actor: Any, reason: str = "") -> None:
    if change.state != State.WAITING:
        raise ServiceError(
            _("This is %(state)s. Somebody may have decided meanwhile: look again.")
            % {"state": change.get_state_display().lower()}
        )
    change.state, change.reason = state, reason
    change.decided_by, change.decided_at = actor, timezone.now()
    change.save(update_fields=["state", "reason", "decided_by", "decided_at"])
