"""Writing to the ledger of the schema in hand (A11, DESIGN: The ledger)."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, models
from django.utils import timezone

from accounts.ledger.chain import START, digest, plain
from accounts.locks import lock
from accounts.models import LedgerEntry
from accounts.verbs import check_verb

COMMAND_LINE = "command line"
VISITOR = "a visitor"
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
