"""Bringing lists into the directory, and taking its services away (C10)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.csv_files import decode, write_table
from accounts.ledger import record
from cms.directory.importing.columns import columns_here
from cms.directory.importing.plans import ASK
from cms.directory.importing.rows import table
from cms.directory.importing.tasks import carry_out_list, read_list
from cms.directory.models import DirectoryImport, Service
from cms.directory.rules import can_export_directory, can_import_directory
from cms.directory.verbs import Verb
from tenants.errors import ServiceError

MOST_BYTES = 20 * 1024 * 1024
"""Of a list: 10,000 entries with long texts take about half of it."""
State = DirectoryImport.State


def start_import(*, actor: Any, name: str, data: bytes) -> DirectoryImport:
    """Keep a list and have the worker read it; nothing of it is done yet.

    Raises `ServiceError`, and `TableRefused` for what is no text.
    """
    _check(actor)
    if len(data) > MOST_BYTES:
        raise ServiceError(_("The file is too large. Send it in parts of 20 MB at most."))
    text = decode(data)
    if not text.strip():
        raise ServiceError(_("The list is empty. Choose a file with a line of headings."))
    with transaction.atomic():
        row = DirectoryImport.objects.create(asked_by=actor, name=name[:200], text=text)
        read_list.enqueue(key=str(row.pk))
    return row


@transaction.atomic
def confirm_import(
    *, actor: Any, row: DirectoryImport, answers: Mapping[int, str]
) -> DirectoryImport:
    """Have the worker carry a list out as it was shown. Raises `ServiceError`.

    `answers`: by line, the key of the entry that it is about, `new`, or `skip`.
    """
    _check(actor)
    row = _locked(row, State.READY)
    for plan in row.report:
        plan["answer"] = answers.get(plan["line"], "") if plan["verdict"] == ASK else ""
    row.state, row.handled, row.moved_at = State.WRITING, 0, timezone.now()
    row.asked_by = actor
    row.save()
    carry_out_list.enqueue(key=str(row.pk))
    return row


@transaction.atomic
def leave_import(*, actor: Any, row: DirectoryImport) -> DirectoryImport:
    """Throw a list away that was not carried out. Raises `ServiceError`."""
    _check(actor)
    row = _locked(row, State.READY)
    row.state, row.text, row.moved_at = State.LEFT, "", timezone.now()
    row.save()
    return row


def export_services(*, actor: Any, services: Any = None) -> Iterator[str]:
    """Record that services are taken away, then return them as a table. Raises `ServiceError`."""
    if not can_export_directory(actor):
        raise ServiceError(_("Only editors take the directory away."))
    rows = Service.objects.all() if services is None else services
    with transaction.atomic():
        found = list(table(rows, columns_here()))
        detail = {"rows": len(found) - 1}
        record(actor=actor, verb=Verb.DIRECTORY_EXPORTED, detail=detail)
    return write_table(found)


def _check(actor: Any) -> None:
    if not can_import_directory(actor):
        raise ServiceError(_("Only editors bring lists into the directory."))


def _locked(row: DirectoryImport, state: str) -> DirectoryImport:
    found = DirectoryImport.objects.select_for_update().get(pk=row.pk)
    if found.state != state:
        raise ServiceError(
            _("This is “%(state)s” meanwhile: look again.") % {"state": found.get_state_display()}
        )
    return found
