"""What people are told, how they want to be told, and what became of the mails (A9)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy


class Delivery(models.TextChoices):
    """How somebody wants to be told of one kind of thing, besides in the portal."""

    NOW = "now", gettext_lazy("At once")
    DAILY = "daily", gettext_lazy("Once a day")
    WEEKLY = "weekly", gettext_lazy("Once a week")
    NEVER = "never", gettext_lazy("No e-mail")


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Notifications by what is still to be done."""

    def unread(self) -> "NotificationQuerySet":
        """Not looked at in the portal."""
        return self.filter(read_at__isnull=True)

    def to_be_mailed(self, delivery: str) -> "NotificationQuerySet":
        """Waiting to go out in that way."""
        return self.filter(delivery=delivery, mailed_at__isnull=True)


class Notification(models.Model):
    """One thing that one person was told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=300, blank=True, help_text="Where it leads, on this portal.")
    key = models.CharField(
        max_length=120, blank=True, help_text="The same key is told to a person only once."
    )
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    delivery = models.CharField(max_length=6, choices=Delivery)
    mailed_at = models.DateTimeField(null=True, blank=True)
    withheld_at = models.DateTimeField(
        null=True, blank=True, help_text="When its mail was held back: the address sends mail back."
    )

    objects: ClassVar[models.Manager["Notification"]] = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["user", "-id"], name="notification_by_person"),
            models.Index(
                fields=["delivery", "user"],
                name="notification_to_mail",
                condition=Q(mailed_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"], name="notification_told_once", condition=~Q(key="")
            )
        ]

    def __str__(self) -> str:
        return self.title


class NotificationChoice(models.Model):
    """How one person wants to be told of one kind; without a row the kind's own default holds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_choices"
    )
    kind = models.CharField(max_length=60)
    delivery = models.CharField(max_length=6, choices=Delivery)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="notification_choice_one_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.delivery}"


class SentMail(models.Model):
    """A mail that left, so that what comes back about it can be matched without a mailbox."""

    token = models.CharField(max_length=64, unique=True)
    email = models.EmailField(max_length=254)
    kind = models.CharField(max_length=60)
    sent_at = models.DateTimeField(default=timezone.now)
    failed_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["email", "-id"], name="sent_mail_by_address")]

    def __str__(self) -> str:
        return f"{self.kind} to {self.email}"


class PausedAddress(models.Model):
    """An address that sends mail back: nothing but what keeps an account safe goes there."""

    email = models.EmailField(max_length=254, unique=True)
    bounces = models.PositiveSmallIntegerField(default=1)
    last_bounce_at = models.DateTimeField(default=timezone.now)
    paused_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "paused addresses"
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(
                name="paused_address_small_letters", condition=Q(email=Lower("email"))
            )
        ]

    def __str__(self) -> str:
        return self.email
