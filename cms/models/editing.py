"""What editing needs beside the pages: steps of approval, reviews, preview links, links that lead
nowhere, and pages that were deleted (C5)."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState

from cms.approvers import section_paths
from cms.rules import STEP_ROLES, can_approve

KEPT_DAYS = 30
"""Days for which a deleted page can be restored."""
PREVIEW_DAYS = 7
"""Days for which a preview link works, unless somebody says otherwise."""
PREVIEW_LONGEST = 30
"""Days for which it works at most."""
LONGEST_INTERVAL = 60
"""Months between two reviews of a page at most."""


class ApprovalTask(Task):
    """One step of a page's way to being published: who holds the step's role there passes it on.

    Wagtail's own asks for groups; here the role, its section and the clock decide.
    """

    step = models.CharField(
        max_length=12, choices=[("editor", "Editor"), ("publisher", "Publisher")]
    )

    class Meta:
        verbose_name = "approval by a role"
        verbose_name_plural = "approvals by a role"

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Whether somebody may open the page because it waits for them."""
        return can_approve(user, (self.step, obj))

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Whether the page waits for others than this person."""
        return not can_approve(user, (self.step, obj))

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """Whether somebody may lock the page while it waits."""
        return can_approve(user, (self.step, obj))

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Return what somebody may do with the page at this step; the last: a comment is asked."""
        if not can_approve(user, (self.step, obj)):
            return []
        return [
            ("reject", _("Request changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with comment"), True),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        """Return what waits for somebody at this step: everywhere, or in their sections."""
        waiting: QuerySet[TaskState] = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if can_approve(user, (self.step, None)):
            return waiting
        paths = section_paths(user, STEP_ROLES[self.step])
        if not paths:
            return waiting.none()
        inside = Q()
        for path in paths:
            inside |= Q(path__startswith=path)
        keys = [str(key) for key in Page.objects.filter(inside).values_list("pk", flat=True)]
        return waiting.filter(workflow_state__object_id__in=keys)

    @classmethod
    def get_description(cls) -> str:
        """Say who passes pages on."""
        return "Whoever holds the role there, for the whole portal or for the section"


class PageReviewQuerySet(QuerySet["PageReview"]):
    """Reviews by when they are due."""

    def due_on(self, day: date) -> "PageReviewQuerySet":
        """Those that are due on a day or were before."""
        return self.filter(due_on__lte=day)


class PageReview(models.Model):
    """When somebody looks at a page again, and who. It is about the page, not part of its text."""

    page = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="review")
    due_on = models.DateField("due on")
    months = models.PositiveSmallIntegerField("months between reviews")
    post = models.CharField("post that answers for it", max_length=120, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="person who answers for it",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="page_reviews",
    )
    reviewed_on = models.DateField("reviewed on", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reminded_on = models.DateField(null=True, blank=True)
    """The last day on which reminders went out."""

    objects = PageReviewQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="review_every_so_often",
                condition=Q(months__gte=1) & Q(months__lte=LONGEST_INTERVAL),
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index("due_on", name="review_due_on")]

    def __str__(self) -> str:
        return f"{self.page_id} by {self.due_on}"


class PreviewLinkQuerySet(QuerySet["PreviewLink"]):
    """Preview links by whether they work."""

    def working(self, moment: datetime) -> "PreviewLinkQuerySet":
        """Those that work at a moment."""
        return self.filter(ends_at__gt=moment)


class PreviewLink(models.Model):
    """Lets people without an account read a page's draft until a day."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="preview_links")
    for_whom = models.CharField(max_length=120, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{self.page_id} until {self.ends_at}"


class LinkCheck(models.Model):
    """One look through the links of all pages; only the newest is kept."""

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    checked = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="link_check_not_beyond_all", condition=Q(checked__lte=F("total"))
            ),
            models.UniqueConstraint(
                fields=["finished_at"],
                name="link_check_one_at_a_time",
                condition=Q(finished_at__isnull=True),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checked} of {self.total}"


class BrokenLink(models.Model):
    """A link on a page that leads nowhere, or that only somebody's eyes can check."""

    class Reason(models.TextChoices):
        """Why it is listed."""

        GONE = "gone", _("The page is deleted")
        NOT_LIVE = "not_live", _("The page is not published")
        CLOSED = "closed", _("The page is not open to everybody")
        NO_DOCUMENT = "no_document", _("The document is deleted")
        NOT_FOUND = "not_found", _("Nothing is at this address")
        MALFORMED = "malformed", _("This is not an address")
        NO_ANSWER = "no_answer", _("The other site does not answer, or says no")

    link_check = models.ForeignKey(LinkCheck, models.CASCADE, related_name="broken")
    page = models.ForeignKey(Page, models.CASCADE, related_name="broken_links")
    text = models.CharField(max_length=200, blank=True)
    target = models.CharField(max_length=500)
    reason = models.CharField(max_length=12, choices=Reason)

    def __str__(self) -> str:
        return self.target


class DeletedPageQuerySet(QuerySet["DeletedPage"]):
    """Deleted pages by time."""

    def deleted_before(self, moment: datetime) -> "DeletedPageQuerySet":
        """Those that were deleted before a moment."""
        return self.filter(deleted_at__lt=moment)

    def listed(self) -> "DeletedPageQuerySet":
        """All that lists show, without what was kept of the pages."""
        return self.defer("archive").select_related("deleted_by")


class DeletedPage(models.Model):
    """A page that somebody deleted, with all below it and all that went with them.

    The rows themselves are gone, so that no list, search, chooser or address can show them; what
    brings them back is kept here as Django writes rows down.
    """

    title = models.CharField(max_length=255)
    kind = models.CharField(max_length=100)
    address = models.CharField(max_length=2000)
    parent_key = models.PositiveBigIntegerField()
    """Primary key of the page that stood above."""
    parent_title = models.CharField(max_length=255)
    pages = models.PositiveIntegerField()
    was_live = models.BooleanField()
    """Whether any of the pages was published."""
    deleted_at = models.DateTimeField(default=timezone.now)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    archive = models.JSONField()

    objects = DeletedPageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="deleted_pages_are_some", condition=Q(pages__gte=1))
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def forgotten_at(self) -> datetime:
        """When it can be restored no more."""
        return self.deleted_at + timedelta(days=KEPT_DAYS)
