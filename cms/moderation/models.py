"""What events and news have in common: who sent them in, where they stand, who decided."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.moderation.states import Status
from theme.bilingual import Bilingual, in_welsh


class SentInQuerySet(models.QuerySet[Any]):
    """Things by where they stand."""

    def shown(self) -> Any:
        """Those that the public sees."""
        return self.filter(status=Status.PUBLISHED)

    def waiting(self) -> Any:
        """Those that wait for a moderator."""
        return self.filter(status=Status.WAITING)

    def sent_by(self, person: Any) -> Any:
        """Those that somebody with an account sent in."""
        return self.filter(sender=person.pk)


class SentIn(Bilingual, models.Model):
    """Written by the team or sent in; nothing that was sent in shows before it is passed (C15)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80, editable=False)
    title = models.CharField(_("title"), max_length=120)
    title_cy = models.CharField(_("title in Welsh"), max_length=120, blank=True)
    summary = models.CharField(_("summary"), max_length=300)
    summary_cy = models.CharField(_("summary in Welsh"), max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sender_name = models.CharField(max_length=120, blank=True)
    sender_email = models.EmailField(max_length=254, blank=True)
    sender_language = models.CharField(max_length=5, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    """Why it was refused, as the sender was told."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_refused_with_a_reason",
                condition=~Q(status=Status.REFUSED) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="%(class)s_waits_since_a_day",
                condition=~Q(status=Status.WAITING) | Q(sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_shown(self) -> bool:
        """Whether the public sees it."""
        return self.status == Status.PUBLISHED

    @property
    def was_sent_in(self) -> bool:
        """Whether somebody outside the team wrote it."""
        return self.sent_at is not None

    @property
    def language_of_words(self) -> str:
        """The language of its words where it is not that of the page; for the `lang` attribute."""
        return "en" if in_welsh() and not self.title_cy else ""
