"""What readers say is wrong with an entry (C9)."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.directory.models.services import Service

LONGEST = 1000
"""Characters of a note."""


class Fault(models.TextChoices):
    """What can be wrong with an entry; several can hold."""

    ENDED = "ended", _("It does not run any more")
    TIMES = "times", _("Days or times")
    PLACE = "place", _("The place")
    CONTACT = "contact", _("Telephone, e-mail or website")
    COST = "cost", _("The cost")
    OTHER = "other", _("Something else")


class EntryReportQuerySet(models.QuerySet["EntryReport"]):
    """Reports by where they stand."""

    def unanswered(self) -> "EntryReportQuerySet":
        """Nobody has dealt with them; with the service and its organisation, oldest first."""
        rows = self.filter(answered_at__isnull=True).order_by("made_at", "pk")
        return rows.select_related("service__organisation")


class EntryReport(models.Model):
    """Something is wrong with a service: said by anybody. Nothing says who it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="reports")
    faults = ArrayField(models.CharField(max_length=10, choices=Fault))
    note = models.TextField(_("what is known about it"), max_length=LONGEST, blank=True)
    made_at = models.DateTimeField(_("sent"), default=timezone.now)
    answered_at = models.DateTimeField(_("dealt with"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[models.Manager["EntryReport"]] = EntryReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report about an entry")
        ordering = ["-made_at", "id"]
        indexes = [
            models.Index(
                fields=["made_at", "id"],
                condition=Q(answered_at__isnull=True),
                name="entry_report_unanswered",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="entry_report_says_what_is_wrong", condition=Q(faults__len__gt=0)
            ),
            models.CheckConstraint(
                name="entry_report_answered_by_somebody_then",
                condition=Q(answered_by__isnull=True) | Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.service)

    def fault_words(self) -> list[Any]:
        """Return what is wrong, in words."""
        known = dict(Fault.choices)
        return [known[each] for each in self.faults if each in known]
