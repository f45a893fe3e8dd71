"""The ledger's table: append-only, hash-chained, without a key into any other table (A11).

Names stand in it as text, so that forgetting a person never breaks the chain. Triggers refuse
update, delete and truncate (migration 0002). Written by `accounts.ledger.record` alone.
"""

from django.db import models
from django.db.models import Q


class LedgerEntry(models.Model):
    """Somebody did something to something, at a moment. `number` counts from 1 without gaps."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_uuid = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=200)
    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    subject_label = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name_plural = "ledger entries"
        ordering = ["number"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["verb", "-number"], name="ledger_by_verb"),
            models.Index(fields=["actor_uuid", "-number"], name="ledger_by_actor"),
            models.Index(
                fields=["subject_type", "subject_id", "-number"], name="ledger_by_subject"
            ),
        ]
        constraints = [
            models.CheckConstraint(name="ledger_counts_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="ledger_verb_well_formed", condition=Q(verb__regex=r"^[a-z_]+\.[a-z_]+$")
            ),
            models.CheckConstraint(
                name="ledger_hashes_well_formed",
                condition=Q(hash__regex="^[0-9a-f]{64}$", previous_hash__regex="^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.verb}"
