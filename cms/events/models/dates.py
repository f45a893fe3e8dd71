"""One date of an event: as the rule has it, moved, or called off."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.events.models.events import Event
from cms.moderation.states import Status
from theme.times import day_in_words


class EventDateQuerySet(models.QuerySet["EventDate"]):
    """Dates by time and by what the public sees."""

    def shown(self) -> "EventDateQuerySet":
        """Those of published events; called-off ones too, so that people learn of it."""
        return self.filter(event__status=Status.PUBLISHED)

    def upcoming(self) -> "EventDateQuerySet":
        """Those that are not over."""
        return self.filter(ends_at__gt=timezone.now())

    def over(self) -> "EventDateQuerySet":
        """Those that are over."""
        return self.filter(ends_at__lte=timezone.now())

    def between(self, start: datetime, end: datetime) -> "EventDateQuerySet":
        """Those that begin from one moment until before another."""
        return self.filter(starts_at__gte=start, starts_at__lt=end)


class EventDate(models.Model):
    """When an event takes place once; `original_on` is its day by the rule, for good."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="dates")
    original_on = models.DateField()
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    is_moved = models.BooleanField(default=False)
    called_off_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(_("what has changed"), max_length=300, blank=True)
    place = models.CharField(_("another place"), max_length=300, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    places_taken = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[models.Manager["EventDate"]] = EventDateQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="event_date_in_order"),
            models.Index(fields=["ends_at"], name="event_date_by_end"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "original_on"], name="event_date_once_a_day"),
            models.CheckConstraint(
                name="event_date_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            # Settles the race for the last place, whoever asks and however.
            models.CheckConstraint(
                name="event_date_is_not_overbooked",
                condition=Q(capacity__isnull=True) | Q(places_taken__lte=F("capacity")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}, {day_in_words(self.starts_at)}"

    @property
    def is_called_off(self) -> bool:
        """Whether it does not take place."""
        return self.called_off_at is not None

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.ends_at <= timezone.now()

    @property
    def places_left(self) -> int | None:
        """How many places are free; None where they are not counted."""
        return None if self.capacity is None else max(0, self.capacity - self.places_taken)

    @property
    def can_be_booked(self) -> bool:
        """Whether somebody may ask for places now: until it starts."""
        open_to_all = self.event.is_shown and self.event.takes_bookings
        return open_to_all and not self.is_called_off and self.starts_at > timezone.now()

    @property
    def where(self) -> str:
        """The place in words: what was changed for this date, else the event's own."""
        if self.place:
            return self.place
        lines = (self.event.place, self.event.address, self.event.postcode)
        return ", ".join(line for line in lines if line)
