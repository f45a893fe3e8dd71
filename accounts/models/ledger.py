"""The ledger's table: append-only, hash-chained, without a key into any other table (A11).

Names stand in it as text, so that forgetting a person never breaks the chain. Triggers refuse
update, delete and truncate (migration 0002). Written by `accounts.ledger.record` alone.
"""

from typing import Any, ClassVar

from django.db import connection, models
from django.db.models import Q

from accounts.rules import can_see_ledger

VERBS_IN_USE = """
WITH RECURSIVE used AS (
    (SELECT verb FROM accounts_ledgerentry ORDER BY verb LIMIT 1)
    UNION ALL
    SELECT (SELECT verb FROM accounts_ledgerentry WHERE verb > used.verb ORDER BY verb LIMIT 1)
    FROM used WHERE used.verb IS NOT NULL
)
SELECT verb FROM used WHERE verb IS NOT NULL
"""
"""Steps through the index from verb to verb, however many entries there are."""


class LedgerQuerySet(models.QuerySet["LedgerEntry"]):
    """Entries by who may read them and what they say."""

    def visible_to(self, user: Any) -> "LedgerQuerySet":
        """All entries for whoever reads the ledger, none for anybody else."""
        return self if can_see_ledger(user) else self.none()

    def verbs_in_use(self) -> list[str]:
        """Return every verb that stands in the ledger of the schema in hand."""
        with connection.cursor() as cursor:
            cursor.execute(VERBS_IN_USE)
            return [verb for (verb,) in cursor.fetchall()]


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

    objects: ClassVar[models.Manager["LedgerEntry"]] = LedgerQuerySet.as_manager()

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
