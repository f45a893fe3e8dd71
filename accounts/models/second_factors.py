"""What stands beside the password, besides django-otp's own devices (A4).

An authenticator app is `otp_totp.TOTPDevice`, a passkey `django_otp_webauthn.WebAuthnCredential`.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class RecoveryCode(models.Model):
    """One of a person's ten codes for a lost device: works once, kept as a slow salted hash."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes"
    )
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=128)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["user", "number"], name="recovery_code_number_once")
        ]

    def __str__(self) -> str:
        return f"Recovery code {self.number}"


class SecondFactorResetQuerySet(models.QuerySet["SecondFactorReset"]):
    """Resets by whether they still wait."""

    def open(self) -> "SecondFactorResetQuerySet":
        """Neither done nor withdrawn."""
        return self.filter(done_at__isnull=True, withdrawn_at__isnull=True)


class SecondFactorReset(models.Model):
    """Two people take a lost second factor from somebody's account: one asks, another agrees."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="second_factor_resets"
    )
    reason = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["SecondFactorReset"]] = SecondFactorResetQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                name="second_factor_reset_one_open",
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"Reset for {self.user}"

    @property
    def ledger_label(self) -> str:
        """The name that the ledger keeps."""
        return self.user.ledger_label
