"""Lists of entries that editors bring in: read first, carried out when that is confirmed (C10)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DirectoryImport(models.Model):
    """One list: what it holds, what would become of each line, and what became of it."""

    class State(models.TextChoices):
        """Where it is in its life."""

        READING = "reading", _("Being read")
        READY = "ready", _("Waiting for you")
        WRITING = "writing", _("Being carried out")
        DONE = "done", _("Done")
        FAILED = "failed", _("Not done")
        LEFT = "left", _("Not wanted")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)
    """When it last got somewhere."""
    name = models.CharField(max_length=200)
    """What the file was called."""
    text = models.TextField()
    """The list itself, until it is carried out or left."""
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    total = models.PositiveIntegerField(default=0)
    handled = models.PositiveIntegerField(default=0)
    """Lines that the worker is through with, of `total`."""
    report = models.JSONField(default=list)
    """One row a line, as `cms.directory.importing.plans` has it."""
    problem = models.CharField(max_length=500, blank=True)
    """Why all of it was refused."""

    class Meta:
        verbose_name = _("import")
        ordering = ["-asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="directory_import_state_known",
                condition=Q(
                    state__in=["reading", "ready", "writing", "done", "failed", "left"],
                ),
            ),
            models.CheckConstraint(
                name="directory_import_failed_has_a_problem",
                condition=~Q(state="failed") | ~Q(problem=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name
