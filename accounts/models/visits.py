"""Where somebody is signed in, and who tried too often (A6, A7)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from theme.times import day_in_words


class Visit(models.Model):
    """A session of a person who is signed in: on which device, from where, since when."""

    session_key = models.CharField(max_length=40, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="visits")
    began_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    user_agent = models.CharField(max_length=300, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.user} since {day_in_words(self.began_at)}"


class Throttle(models.Model):
    """Attempts at one thing by one account and address; `bucket` is a keyed digest of both."""

    bucket = models.CharField(max_length=64, primary_key=True)
    purpose = models.CharField(max_length=40)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now)
    blocked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="throttle_by_time")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.failures}"
