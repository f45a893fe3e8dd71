"""Telling people where a page stands on its way to being published (C5).

These receivers stand in the place of Wagtail's own mails, under the same names: each person is told
in their own language, as they wish, and by a mail of the portal.
"""

from typing import Any

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from accounts.models import User
from accounts.notifications import notify, notify_many
from cms.approvers import people_for
from cms.editing.kinds import PUBLISHED, RETURNED, WAITS
from cms.models import ApprovalTask
from cms.rules import STEP_ROLES
from tenants.languages import plain_address


def connect() -> None:
    """Take the places of Wagtail's mails, before it connects them itself."""
    places: tuple[tuple[Any, Any, type, str], ...] = (
        (task_submitted, tell_approvers, TaskState, "group_approval_task_submitted"),
        (workflow_submitted, _tell_nobody, WorkflowState, "workflow_state_submitted"),
        (workflow_rejected, tell_returned, WorkflowState, "workflow_state_rejected"),
        (workflow_approved, tell_approved, WorkflowState, "workflow_state_approved"),
    )
    for signal, receiver, sender, name in places:
        uid = f"{name}_email_notification"
        signal.connect(receiver, sender=sender, dispatch_uid=uid)


def tell_approvers(sender: type, instance: TaskState, user: Any, **kwargs: Any) -> None:
    """Tell those who can pass the page on that it waits; not whoever sent it in."""
    task, page = instance.task.specific, instance.workflow_state.content_object
    if not isinstance(task, ApprovalTask) or not isinstance(page, Page):
        return
    people = [one for one in people_for(page, STEP_ROLES[task.step]) if one != user]
    notify_many(
        people,
        WAITS,
        title=format_lazy(_("“{title}” waits for your approval"), title=_title(page)),
        text=format_lazy(_("Sent in by {person}."), person=_name(instance.workflow_state)),
        path=_edit_path(page),
        key=f"page-waits:{instance.pk}",
    )


def tell_approved(sender: type, instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    """Tell who sent a page in that it is approved: published, or on its day."""
    page = instance.content_object
    if _is_other(instance.requested_by, user) and isinstance(page, Page):
        notify(
            instance.requested_by,
            PUBLISHED,
            title=format_lazy(_("“{title}” is approved"), title=_title(page)),
            text=_later(page),
            path=_edit_path(page),
            key=f"page-approved:{instance.pk}",
        )


def tell_returned(sender: type, instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    """Tell who sent a page in that it needs changes, and which."""
    page, state = instance.content_object, instance.current_task_state
    if _is_other(instance.requested_by, user) and isinstance(page, Page) and state:
        notify(
            instance.requested_by,
            RETURNED,
            title=format_lazy(_("“{title}” needs changes"), title=_title(page)),
            text=state.specific.comment,
            path=_edit_path(page),
            key=f"page-returned:{state.pk}",
        )


def _tell_nobody(sender: type, **kwargs: Any) -> None:
    """Stand where Wagtail tells superusers, of whom there are none."""


def _is_other(person: Any, user: Any) -> bool:
    return isinstance(person, User) and person != user


def _title(page: Page) -> str:
    return page.get_latest_revision_as_object().title


def _name(state: WorkflowState) -> str:
    return state.requested_by.get_full_name() if state.requested_by else "?"


def _later(page: Page) -> Any:
    waits = page.revisions.filter(approved_go_live_at__isnull=False).exists()
    return _("It will be published at its time.") if waits else _("It is published.")


def _edit_path(page: Page) -> str:
    return plain_address("wagtailadmin_pages:edit", page.pk, urlconf=settings.ROOT_URLCONF)
