"""Changes that wait for somebody to pass them (C9)."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.directory.models.organisations import Organisation


class ProposedChangeQuerySet(models.QuerySet["ProposedChange"]):
    """Changes by state and by what they are of."""

    def waiting(self) -> "ProposedChangeQuerySet":
        """Neither passed nor refused nor withdrawn."""
        return self.filter(state=ProposedChange.State.WAITING)

    def of(self, entry: models.Model) -> "ProposedChangeQuerySet":
        """Of an organisation, a service or a place."""
        return self.filter(kind=entry._meta.model_name, entry_id=entry.pk)


class ProposedChange(models.Model):
    """What a provider wants changed: the new values by field; the entry stays until it is passed.

    An entry that is to be made has no key yet (`entry_id` is null).
    """

    class Kind(models.TextChoices):
        """What it is a change of: the name of the model."""

        ORGANISATION = "organisation", _("Organisation")
        SERVICE = "service", _("Service")
        LOCATION = "location", _("Place")

    class State(models.TextChoices):
        """Where it is in its life."""

        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="proposed_changes")
    """Whose entry it is, or will be: its providers see the change."""
    kind = models.CharField(max_length=12, choices=Kind)
    entry_id = models.UUIDField(null=True, blank=True)
    label = models.CharField(max_length=200)
    """What the entry was called when the change was proposed."""
    values = models.JSONField()
    """New values by field, as the entry's form takes them."""
    before = models.JSONField(default=dict)
    """What those fields held then: shown beside, and refused to be passed where it differs now."""
    note = models.CharField(_("note to the moderator"), max_length=500, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects: ClassVar[models.Manager["ProposedChange"]] = ProposedChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed change")
        ordering = ["proposed_at", "id"]
        indexes = [
            models.Index(fields=["state", "proposed_at", "id"], name="proposed_change_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="proposed_change_kind_known",
                condition=Q(kind__in=["organisation", "service", "location"]),
            ),
            models.CheckConstraint(
                name="proposed_change_state_known",
                condition=Q(state__in=["waiting", "accepted", "refused", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="proposed_change_decided_has_a_time",
                condition=Q(state="waiting", decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="proposed_change_refused_has_a_reason",
                condition=~Q(state="refused") | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                name="proposed_change_one_waiting",
                fields=["kind", "entry_id"],
                condition=Q(state="waiting", entry_id__isnull=False),
                violation_error_message=_("A change of this entry is waiting already."),
            ),
        ]

    def __str__(self) -> str:
        return self.label
