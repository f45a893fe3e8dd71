"""When services are open: the fields of an RFC 5545 rule, as Open Referral UK has them."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.directory.models.base import Entry, exactly_one
from cms.directory.models.locations import ServiceAtLocation
from cms.directory.models.services import Service

DAYS = {
    "MO": _("Monday"),
    "TU": _("Tuesday"),
    "WE": _("Wednesday"),
    "TH": _("Thursday"),
    "FR": _("Friday"),
    "SA": _("Saturday"),
    "SU": _("Sunday"),
}
_DAY = r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)"
BYDAY = rf"^({_DAY}(,{_DAY})*)?$"
_DAY_OF_MONTH = r"-?([1-9]|[12][0-9]|3[01])"
BYMONTHDAY = rf"^({_DAY_OF_MONTH}(,{_DAY_OF_MONTH})*)?$"


class Schedule(Entry):
    """One rule of opening times, of a service or of a service at one place."""

    class Frequency(models.TextChoices):
        """How often it repeats."""

        WEEKLY = "WEEKLY", _("Every week")
        MONTHLY = "MONTHLY", _("Every month")

    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="schedules"
    )
    service_at_location = models.ForeignKey(
        ServiceAtLocation, models.CASCADE, null=True, blank=True, related_name="schedules"
    )
    freq = models.CharField(_("repeats"), max_length=7, choices=Frequency, blank=True)
    interval = models.PositiveSmallIntegerField(
        _("every so many weeks or months"), default=1, help_text=_("2 for every other week.")
    )
    byday = models.CharField(
        _("days"), max_length=80, blank=True, validators=[RegexValidator(BYDAY)]
    )
    """Days of `DAYS` between commas; monthly ones with a number before them: `2TU`, `-1FR`."""
    bymonthday = models.CharField(
        _("days of the month"), max_length=80, blank=True, validators=[RegexValidator(BYMONTHDAY)]
    )
    dtstart = models.DateField(_("first day"), null=True, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    opens_at = models.TimeField(_("opens at"), null=True, blank=True)
    closes_at = models.TimeField(_("closes at"), null=True, blank=True)
    description = models.CharField(_("in words"), max_length=300, blank=True)
    description_cy = models.CharField(_("in words, in Welsh"), max_length=300, blank=True)
    schedule_link = models.URLField(_("booking or timetable"), blank=True)
    attending_type = models.CharField(_("how to attend"), max_length=100, blank=True)
    notes = models.CharField(_("notes"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("opening times")
        verbose_name_plural = _("opening times")
        ordering = ["opens_at", "id"]
        constraints = [
            exactly_one("schedule_of_one_thing", "service", "service_at_location"),
            models.CheckConstraint(
                name="schedule_freq_known", condition=Q(freq__in=["", "WEEKLY", "MONTHLY"])
            ),
            models.CheckConstraint(name="schedule_interval_positive", condition=Q(interval__gte=1)),
            models.CheckConstraint(
                name="schedule_byday_well_formed", condition=Q(byday__regex=BYDAY)
            ),
            models.CheckConstraint(
                name="schedule_bymonthday_well_formed",
                condition=Q(bymonthday__regex=BYMONTHDAY),
            ),
            models.CheckConstraint(
                name="schedule_closes_after_opening",
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("It closes before it opens."),
            ),
            models.CheckConstraint(
                name="schedule_ends_after_start",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                name="schedule_interval_has_a_start",
                condition=Q(interval=1) | Q(dtstart__isnull=False),
                violation_error_message=_("Give the first day, so that the weeks can be counted."),
            ),
        ]

    def __str__(self) -> str:
        return self.description or self.byday or self.bymonthday

    @property
    def days(self) -> list[str]:
        """Days of the week, without the numbers of monthly ones."""
        return [part[-2:] for part in self.byday.split(",") if part]
