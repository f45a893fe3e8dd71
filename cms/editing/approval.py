"""How many steps a page takes to be published: none, one or two, as the portal chooses (C5).

Wagtail's own workflows carry it: one for each number of steps, given to the root of the pages.
A page goes on by the steps that it began with, so the choice can change while pages wait.
"""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from accounts.ledger import record
from accounts.models import User
from cms.models import ApprovalTask
from cms.rules import EDITOR, PUBLISHER, can_choose_approval
from cms.verbs import Verb
from tenants.errors import ServiceError

STEPS: Mapping[int, Sequence[str]] = {0: (), 1: (EDITOR,), 2: (EDITOR, PUBLISHER)}
"""Number of steps → the step at each."""
NAMES: Mapping[int, str] = {1: "an editor", 2: "an editor, then a publisher"}
"""Number of steps → whom the button says that the page goes to: "Submit to an editor"."""
TASK_NAMES: Mapping[str, str] = {EDITOR: "An editor looks at it", PUBLISHER: "A publisher agrees"}
BY_KIND: Mapping[str, int] = {"local_authority": 1}
"""Kind of portal → steps of a new one; all other kinds: none, for their teams are small."""


def make_approval(kind: str) -> None:
    """Give a new portal the steps of its kind."""
    _choose(BY_KIND.get(kind, 0))


def approval_steps() -> int:
    """Return how many steps a page takes in the portal in hand."""
    root = WorkflowPage.objects.filter(page__depth=1, workflow__active=True)
    return WorkflowTask.objects.filter(workflow__in=root.values("workflow")).count()


def pages_waiting() -> int:
    """Return how many pages wait for somebody now."""
    return int(WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).count())


@transaction.atomic
def choose_approval(*, actor: User, steps: int) -> None:
    """Choose how many steps a page takes from now on. Raises `ServiceError`; twice is once."""
    if not can_choose_approval(actor):
        raise ServiceError(_("Only the portal's administrators choose how pages are approved."))
    if steps not in STEPS:
        raise ServiceError(_("Choose none, one or two steps."))
    Page.objects.select_for_update().get(depth=1)
    before = approval_steps()
    if before == steps:
        return
    _choose(steps)
    detail = {"steps": steps, "before": before, "waiting": pages_waiting()}
    record(actor=actor, verb=Verb.APPROVAL_CHOSEN, detail=detail)


def _choose(steps: int) -> None:
    root = Page.get_first_root_node()
    WorkflowPage.objects.filter(page=root).delete()
    if steps:
        WorkflowPage.objects.create(page=root, workflow=_workflow(steps))


def _workflow(steps: int) -> Workflow:
    """Return the workflow of so many steps, made where the portal has none yet."""
    workflow, made = Workflow.objects.get_or_create(name=NAMES[steps], active=True)
    if made:
        for order, step in enumerate(STEPS[steps]):
            WorkflowTask.objects.create(workflow=workflow, task=_task(step), sort_order=order)
    return workflow


def _task(step: str) -> ApprovalTask:
    task: ApprovalTask = ApprovalTask.objects.get_or_create(
        step=step, defaults={"name": TASK_NAMES[step]}
    )[0]
    return task
