"""What the worker does with a list: reads it, and carries it out when somebody has confirmed."""

import logging

from django.db import Error, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.csv_files import TableRefused
from accounts.ledger import record
from accounts.locks import lock
from cms.directory.importing.plans import (
    ADD,
    ASK,
    CHANGE,
    LEAVE_OUT,
    NEW,
    REFUSE,
    SKIP,
    Plan,
    Planner,
    read_table,
)
from cms.directory.importing.writing import ImportBroken, Writer
from cms.directory.models import DirectoryImport, Service
from cms.directory.rules import can_import_directory, can_publish_services
from cms.directory.search_source import index_directory
from cms.directory.verbs import Verb
from tenants.content_version import public_content_changed
from tenants.tasks import portal_task

log = logging.getLogger(__name__)
State = DirectoryImport.State


@portal_task
def read_list(*, key: str) -> None:
    """Plan every line of a list, saying meanwhile how far it is; nothing of it is done."""
    row = _row(key, State.READING)
    if row is None:
        return
    with translation.override(_language(row)):
        try:
            lines = read_table(row.text)
        except TableRefused as refused:
            _fail(row, str(refused))
            return
        _move(row, total=len(lines))
        planner = Planner(publishes=can_publish_services(row.asked_by))
        plans = [
            each.plan.as_json()
            for each in planner.plan(lines, lambda number: _move(row, handled=number))
        ]
    _move(row, state=State.READY, report=plans, handled=len(lines))


@portal_task
def carry_out_list(*, key: str) -> None:
    """Write what was planned, all of it or nothing; what has changed since is refused."""
    row = _row(key, State.WRITING)
    if row is None:
        return
    with translation.override(_language(row)):
        try:
            _carry_out(row)
        except (ImportBroken, Error) as error:
            log.warning("An import was undone: %s", type(error).__name__)
            words = str(error) if isinstance(error, ImportBroken) else ""
            _fail(row, _("Nothing of the list was brought in.") + f" {words}".rstrip())


def _carry_out(row: DirectoryImport) -> None:
    shown = {plan["line"]: plan for plan in row.report}
    answers = {line: plan["answer"] for line, plan in shown.items() if plan["answer"]}
    actor = row.asked_by
    if not can_import_directory(actor):
        raise ImportBroken(_("Whoever asked for it may no longer do so."))
    lines = read_table(row.text)
    with transaction.atomic():
        lock("directory import")
        keys = {plan["key"] for plan in row.report} | set(answers.values())
        keys -= {"", NEW, LEAVE_OUT}
        list(Service.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
        planner = Planner(publishes=can_publish_services(actor), answers=answers)
        planned = list(planner.plan(lines, lambda number: None))
        for each in planned:
            _compare(each.plan, shown.get(each.plan.line))
        Writer(actor).write([each for each in planned if each.plan.verdict in (ADD, CHANGE)])
        index_directory()
        row.report = [each.plan.as_json() for each in planned]
        row.state, row.text, row.handled = State.DONE, "", len(lines)
        row.moved_at = timezone.now()
        row.save()
        public_content_changed()
        record(actor=actor, verb=Verb.LIST_IMPORTED, subject=row, detail=counts(row.report))


def counts(report: list[dict[str, str]]) -> dict[str, int]:
    """Return how many lines there are of each verdict."""
    found: dict[str, int] = {}
    for plan in report:
        found[plan["verdict"]] = found.get(plan["verdict"], 0) + 1
    return found


def _compare(plan: Plan, shown: dict[str, object] | None) -> None:
    """Refuse a line of which something else would become than what somebody confirmed."""
    if shown is None or plan.verdict in (REFUSE, SKIP):
        return
    now = plan.as_json()
    asked = shown["verdict"] == ASK
    if plan.verdict == ASK:
        plan.verdict, plan.problem = REFUSE, _("Nobody said which entry this is.")
    elif not asked and any(now[name] != shown[name] for name in ("verdict", "key", "changes")):
        plan.verdict, plan.problem = REFUSE, _("The entry changed after you looked at this line.")


def _row(key: str, state: str) -> DirectoryImport | None:
    return DirectoryImport.objects.select_related("asked_by").filter(pk=key, state=state).first()


def _language(row: DirectoryImport) -> str:
    return row.asked_by.language if row.asked_by else "en"


def _move(row: DirectoryImport, **changes: object) -> None:
    DirectoryImport.objects.filter(pk=row.pk).update(moved_at=timezone.now(), **changes)


def _fail(row: DirectoryImport, problem: str) -> None:
    _move(row, state=State.FAILED, problem=problem[:500], text="")
