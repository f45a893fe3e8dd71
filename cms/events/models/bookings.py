"""Places that somebody booked for one date."""

import uuid
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.events.models.dates import EventDate

KEPT_FOR = timedelta(weeks=6)
"""After the date, names and needs are forgotten; how many came is kept."""
MOST_PLACES = 10
"""Adults, and children, that one booking can hold."""


class BookingQuerySet(models.QuerySet["Booking"]):
    """Bookings by whether they hold and whether they are due to be forgotten."""

    def active(self) -> "BookingQuerySet":
        """Those that hold places."""
        return self.filter(cancelled_at__isnull=True)

    def of_address(self, email: str) -> "BookingQuerySet":
        """Those of an e-mail address, in whatever case it was typed."""
        return self.filter(email__iexact=email).exclude(email="")

    def to_forget(self) -> "BookingQuerySet":
        """Those whose date was over more than `KEPT_FOR` ago."""
        return self.filter(forgotten_at__isnull=True, date__ends_at__lt=timezone.now() - KEPT_FOR)


class Booking(models.Model):
    """Who comes to a date, and what they need to be able to come (PPP App. C)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    date = models.ForeignKey(EventDate, models.CASCADE, related_name="bookings")
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="en")
    adults = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    children = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(MOST_PLACES)]
    )
    childcare = models.CharField(_("childcare"), max_length=300, blank=True)
    interpreter = models.CharField(_("interpreter"), max_length=120, blank=True)
    needs = models.CharField(_("anything else"), max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Booking"]] = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "date",
                Lower("email"),
                name="booking_once_for_each_address",
                condition=Q(cancelled_at__isnull=True) & ~Q(email=""),
            ),
            models.CheckConstraint(
                name="booking_forgotten_holds_nothing",
                condition=Q(forgotten_at__isnull=True)
                | Q(name="", email="", childcare="", interpreter="", needs=""),
            ),
            models.CheckConstraint(
                name="booking_has_an_adult",
                condition=Q(adults__gte=1, adults__lte=MOST_PLACES, children__lte=MOST_PLACES),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or '–'}: {self.places}"

    @property
    def places(self) -> int:
        """How many places it takes: everybody who comes has one."""
        return self.adults + self.children

    @property
    def is_cancelled(self) -> bool:
        """Whether it holds no places any more."""
        return self.cancelled_at is not None
