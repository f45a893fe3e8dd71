"""What people ask for and what takes a while: another e-mail address, a check of the chain."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from theme.times import day_in_words

EMAIL_CHANGE_DAYS = 3


def email_change_expiry() -> datetime:
    """Return until when a change that is asked for now can be confirmed."""
    return timezone.now() + timedelta(days=EMAIL_CHANGE_DAYS)


class EmailChangeQuerySet(models.QuerySet["EmailChange"]):
    """Changes by whether they can still happen."""

    def open(self) -> "EmailChangeQuerySet":
        """Neither done nor withdrawn; those out of time too."""
        return self.filter(done_at__isnull=True, withdrawn_at__isnull=True)


class EmailChange(models.Model):
    """Somebody's wish for another address; it happens once both addresses have confirmed (A8)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="email_changes")
    new_email = models.EmailField(max_length=254)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=email_change_expiry)
    old_confirmed_at = models.DateTimeField(null=True, blank=True)
    new_confirmed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["EmailChange"]] = EmailChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                name="email_change_one_open",
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="email_change_small_letters", condition=Q(new_email=Lower("new_email"))
            ),
            models.CheckConstraint(
                name="email_change_done_when_both_confirmed",
                condition=Q(done_at__isnull=True)
                | Q(old_confirmed_at__isnull=False, new_confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: another address"


class ChainCheck(models.Model):
    """A check of the ledger's chain, done by the worker while its page shows how far it is."""

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    total = models.PositiveBigIntegerField(default=0)
    checked = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    faults = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Check of {day_in_words(self.asked_at)}"
