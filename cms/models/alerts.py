"""Alerts: a banner for the whole site, or for a section and all below it, for a time (C6)."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PreviewableMixin

from tenants.current import current


class AlertQuerySet(models.QuerySet["Alert"]):
    """Alerts by time."""

    def not_over(self, now: datetime) -> "AlertQuerySet":
        """Alerts that show at a moment or will later, the gravest first."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now)).order_by("-grade", "-pk")


class Alert(PreviewableMixin, models.Model):
    """A notice under the header, from its first minute to its last."""

    class Grade(models.IntegerChoices):
        """How grave it is; the gravest stand first."""

        INFORMATION = 1, _("Information")
        WARNING = 2, _("Warning")
        EMERGENCY = 3, _("Emergency")

    grade = models.PositiveSmallIntegerField(
        _("kind"), choices=Grade.choices, default=Grade.INFORMATION
    )
    title = models.CharField(_("headline"), max_length=100)
    text = models.CharField(
        _("text"),
        max_length=300,
        blank=True,
        help_text=_("What it means for people, and what to do."),
    )
    title_cy = models.CharField(_("headline in Welsh"), max_length=100, blank=True)
    text_cy = models.CharField(_("text in Welsh"), max_length=300, blank=True)
    more = models.ForeignKey(
        Page,
        verbose_name=_("page to read more"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    section = models.ForeignKey(
        Page,
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Shows on this page and all below it. Leave empty for the whole site."),
    )
    starts_at = models.DateTimeField(_("shows from"), default=timezone.now)
    ends_at = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Leave empty to show it until you end it.")
    )

    objects = AlertQuerySet.as_manager()

    panels: ClassVar[list[Any]] = [
        FieldPanel("grade"),
        MultiFieldPanel([FieldPanel("title"), FieldPanel("text")], heading="English"),
        MultiFieldPanel([FieldPanel("title_cy"), FieldPanel("text_cy")], heading="Cymraeg"),
        FieldPanel("more"),
        FieldPanel("section"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading=_("When")),
    ]

    class Meta:
        verbose_name = _("alert")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="alert_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The alert must end after it starts."),
            ),
            models.CheckConstraint(
                name="alert_welsh_has_headline", condition=Q(text_cy="") | ~Q(title_cy="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse Welsh text without its headline, in words."""
        super().clean()
        if self.text_cy and not self.title_cy:
            raise ValidationError({"title_cy": _("Give the headline in Welsh too.")})

    @property
    def lacks_welsh(self) -> bool:
        """Whether something of it would be in English on Welsh pages."""
        return not self.title_cy or bool(self.text and not self.text_cy)

    @property
    def full_url(self) -> str:
        """Where its preview is rendered: without it, Wagtail would take the platform's host."""
        return current().url("/")

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Return the languages in which it can be looked at before it shows."""
        return [("en", "English"), ("cy", "Cymraeg")] if self.title_cy else [("en", "English")]

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """Return a page that has nothing but the banner."""
        return "cms/alert_preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """Show this alert, and no other, whatever its time."""
        return {"alert_shown": self, "page_language": mode_name}

    @property
    def state(self) -> str:
        """Whether it shows now, in a word."""
        now = timezone.now()
        if self.starts_at > now:
            return str(_("Waiting"))
        return str(_("Over") if self.ends_at and self.ends_at <= now else _("Showing"))
