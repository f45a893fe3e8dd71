"""What readers say is wrong with an entry, until somebody has dealt with it (C9)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.ledger import record
from cms.directory.models import EntryReport, Service
from cms.directory.rules import can_keep_entries
from cms.directory.services.telling import tell_wrong
from cms.directory.verbs import Verb
from cms.moderation.words import many_lines
from tenants.errors import ServiceError


@transaction.atomic
def report_entry(*, service: Service, faults: Sequence[str], note: str = "") -> EntryReport:
    """Keep what a reader says is wrong, without the reader; providers and editors are told."""
    report = EntryReport.objects.create(service=service, faults=list(faults), note=many_lines(note))
    tell_wrong(report)
    return report


@transaction.atomic
def answer_report(*, actor: Any, report: EntryReport) -> EntryReport:
    """Say that a report is dealt with. Raises `ServiceError`: not theirs, or done already."""
    rows = EntryReport.objects.select_for_update(of=("self",))
    report = rows.select_related("service__organisation").get(pk=report.pk)
    if not can_keep_entries(actor, report.service.organisation):
        raise ServiceError(_("You can deal with reports about your own entries alone."))
    if report.answered_at is not None:
        raise ServiceError(_("Somebody has dealt with this report already."))
    report.answered_at, report.answered_by = timezone.now(), actor
    report.save(update_fields=["answered_at", "answered_by"])
    record(actor=actor, verb=Verb.REPORT_ANSWERED, subject=report.service)
    return report
