"""Writing to the ledger and checking it, in the schema in hand (A11, DESIGN: The ledger)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection, models
from django.db.models import QuerySet
from django.utils import timezone

from accounts.chain import START, digest, plain
from accounts.locks import lock
from accounts.models import LedgerEntry
from accounts.verbs import check_verb
from tenants.current import current, portal_context
from tenants.models import Portal
from tenants.platform import Platform

COMMAND_LINE = "command line"
VISITOR = "a visitor"
CHUNK = 2_000
"""Entries in the memory at a time while a chain is checked."""
LABEL_LONGEST = 200


class NotInTransaction(Exception):
    """The ledger was written to outside the transaction of what it records."""


def record(
    *,
    actor: Any,
    verb: str,
    subject: models.Model | None = None,
    detail: Mapping[str, Any] | None = None,
) -> LedgerEntry:
    """Add an entry, in the transaction of what it records; `actor` None is the command line.

    Call it last: from here to the commit, others of this portal wait to write theirs. `subject` is
    named by its `ledger_label`, else by its text, and found again by its `uuid`, else by its key.
    Raises `NotInTransaction`, `UnknownVerb`, and `TypeError` for a detail that is not plain data.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(f"{verb} must be recorded in the transaction that does it.")
    entry = LedgerEntry(
        actor_uuid=getattr(actor, "uuid", None),
        actor_label=_actor_label(actor),
        verb=check_verb(verb),
        detail=plain(detail or {}),
        **_subject_fields(subject),
    )
    lock("ledger")  # one transaction at a time adds to a chain, so that it cannot fork
    _append(entry)
    return entry


def _append(entry: LedgerEntry) -> None:
    last = LedgerEntry.objects.order_by("-number").first()
    now = timezone.now()
    entry.number = last.number + 1 if last else 1
    entry.at = max(now, last.at) if last else now
    entry.previous_hash = last.hash if last else START
    entry.hash = digest(entry)
    entry.save(force_insert=True)


def entries(found: QuerySet[LedgerEntry] | None = None) -> Iterator[LedgerEntry]:
    """Return the chain, or what is found of it, from its first entry to its last.

    It is read a chunk at a time, each in the portal in hand now, wherever the entries are drawn.
    """
    rows = LedgerEntry.objects.all() if found is None else found
    return _drawn(current(), rows.order_by("number"))


def _drawn(portal: Portal | Platform, rows: QuerySet[LedgerEntry]) -> Iterator[LedgerEntry]:
    last: int | None = None
    while True:
        with portal_context(portal):
            chunk = list((rows.filter(number__gt=last) if last else rows)[:CHUNK])
        yield from chunk
        if len(chunk) < CHUNK:
            return
        last = chunk[-1].number


def is_protected() -> bool:
    """Whether the database still refuses to change the ledger of the schema in hand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_catalog.pg_trigger "
            "WHERE tgrelid = %s::regclass AND tgname = 'ledger_append_only' AND tgenabled = 'A'",
            [LedgerEntry._meta.db_table],
        )
        return bool(cursor.fetchone()[0])


def _actor_label(actor: Any) -> str:
    if actor is None:
        return COMMAND_LINE
    if not getattr(actor, "is_authenticated", False):
        return VISITOR
    return _label(actor)


def _subject_fields(subject: models.Model | None) -> dict[str, str]:
    if subject is None:
        return {}
    return {
        "subject_type": subject._meta.label_lower,
        "subject_id": str(getattr(subject, "uuid", None) or subject.pk),
        "subject_label": _label(subject),
    }


def _label(thing: Any) -> str:
    text: str = plain(str(getattr(thing, "ledger_label", None) or thing))
    return text[:LABEL_LONGEST]
