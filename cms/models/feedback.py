"""Answers to "Was this page useful?" (C6)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LONGEST = 1000
"""Characters of a comment."""


class Feedback(models.Model):
    """One answer of one visitor, about one page. Nothing says whose it is."""

    path = models.CharField(_("page"), max_length=255)
    title = models.CharField(_("title of the page"), max_length=255, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    is_useful = models.BooleanField(_("useful"))
    comment = models.TextField(_("comment"), max_length=LONGEST, blank=True)
    made_at = models.DateTimeField(_("sent"), auto_now_add=True)
    answered_at = models.DateTimeField(_("dealt with"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("dealt with by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("answer about a page")
        verbose_name_plural = _("answers about pages")
        ordering = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index("path", name="feedback_path")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="feedback_answered_by_somebody_then",
                condition=Q(answered_by__isnull=True) | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="feedback_path_is_local", condition=Q(path__startswith="/")
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.path
