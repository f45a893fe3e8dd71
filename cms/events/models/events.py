"""An event: what it is, when it is repeated, where it takes place, how to join."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Locality
from cms.events import recurrence
from cms.events.recurrence import Repeat
from cms.moderation.models import SentIn, SentInQuerySet

MOST_TIMES = 200
"""How often an event can be repeated by number."""


class Audience(models.TextChoices):
    """Whom an event is for; several can hold."""

    PARENTS = "parents", _("parents and carers")
    FAMILIES = "families", _("families with children")
    BABIES = "babies", _("expecting parents and babies")
    FATHERS = "fathers", _("fathers and male carers")
    TEENAGERS = "teenagers", _("parents of teenagers")
    ADDITIONAL_NEEDS = "additional_needs", _("parents of children with additional needs")
    PROFESSIONALS = "professionals", _("people who work with families")


class Frequency(models.TextChoices):
    """How an event is repeated."""

    ONCE = recurrence.ONCE, _("once")
    WEEKLY = recurrence.WEEKLY, _("every week")
    FORTNIGHTLY = recurrence.FORTNIGHTLY, _("every two weeks")
    MONTHLY_WEEKDAY = (
        recurrence.MONTHLY_WEEKDAY,
        _("every month on the same weekday, such as the first Tuesday"),
    )
    MONTHLY_DAY = recurrence.MONTHLY_DAY, _("every month on the same day, such as the 14th")


class Event(SentIn):
    """Something that people can come to, on one day or on many (C14)."""

    description = models.TextField(_("more about it"), blank=True)
    description_cy = models.TextField(_("more about it, in Welsh"), blank=True)
    first_on = models.DateField(_("first day"))
    start_time = models.TimeField(_("starts at"))
    end_time = models.TimeField(_("ends at"))
    frequency = models.CharField(max_length=20, choices=Frequency.choices, default=Frequency.ONCE)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    repeat_until = models.DateField(_("last day"), null=True, blank=True)
    repeat_count = models.PositiveSmallIntegerField(_("number of times"), null=True, blank=True)
    left_out = ArrayField(
        models.DateField(), verbose_name=_("dates to leave out"), default=list, blank=True
    )
    """Days of the rule on which it does not take place."""
    is_online = models.BooleanField(_("online"), default=False)
    place = models.CharField(_("name of the place"), max_length=160, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    locality = models.ForeignKey(
        Locality, models.SET_NULL, null=True, blank=True, related_name="events"
    )
    audiences = ArrayField(
        models.CharField(max_length=20, choices=Audience.choices), default=list, blank=True
    )
    price = models.CharField(_("cost"), max_length=120, blank=True)
    organiser = models.CharField(_("organiser"), max_length=160, blank=True)
    contact_email = models.EmailField(_("e-mail for questions"), max_length=254, blank=True)
    contact_telephone = models.CharField(_("telephone for questions"), max_length=40, blank=True)
    takes_bookings = models.BooleanField(_("people book a place here"), default=False)
    capacity = models.PositiveSmallIntegerField(_("places on each date"), null=True, blank=True)
    asks_childcare = models.BooleanField(_("ask about childcare"), default=True)
    asks_interpreter = models.BooleanField(_("ask about an interpreter"), default=True)

    objects: ClassVar[models.Manager["Event"]] = SentInQuerySet.as_manager()

    class Meta(SentIn.Meta):
        ordering = ["-pk"]
        indexes = [
            GinIndex(fields=["audiences"], name="event_by_audience"),
            models.Index(fields=["status", "locality"], name="event_by_status_and_place"),
        ]
        constraints = [
            *SentIn.Meta.constraints,
            models.CheckConstraint(
                name="event_ends_in_one_way",
                condition=Q(repeat_until__isnull=True) | Q(repeat_count__isnull=True),
            ),
            models.CheckConstraint(
                name="event_ends_after_it_begins",
                condition=Q(repeat_until__isnull=True) | Q(repeat_until__gte=F("first_on")),
            ),
            models.CheckConstraint(
                name="event_repeated_a_sane_number_of_times",
                condition=Q(repeat_count__isnull=True)
                | Q(repeat_count__gte=1, repeat_count__lte=MOST_TIMES),
            ),
            models.CheckConstraint(
                name="event_is_somewhere", condition=Q(is_online=True) | ~Q(place="")
            ),
        ]

    @property
    def repeat(self) -> Repeat:
        """How it is repeated, for the arithmetic."""
        return Repeat(
            self.frequency,
            tuple(sorted(self.weekdays)),
            self.repeat_until,
            self.repeat_count,
            frozenset(self.left_out),
        )

    @property
    def has_no_end(self) -> bool:
        """Whether it is repeated until somebody says otherwise."""
        repeated = self.frequency != Frequency.ONCE
        return repeated and self.repeat_until is None and self.repeat_count is None

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("events:event", args=[self.pk, self.slug])

    def audience_words(self) -> list[Any]:
        """Return whom it is for, in words."""
        known = dict(Audience.choices)
        return [known[each] for each in self.audiences if each in known]


def zone() -> ZoneInfo:
    """Return the time zone in which events are announced."""
    name: str = timezone.get_default_timezone_name()
    return ZoneInfo(name)
