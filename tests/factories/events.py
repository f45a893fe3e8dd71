"""Events, dates and bookings for tests."""

from datetime import date, time, timedelta

import factory
from django.utils import timezone

from cms.events.models import Booking, Event
from cms.events.services.schedule import lay_out
from cms.moderation.states import Status


def soon(days: int = 7) -> date:
    return timezone.localdate() + timedelta(days=days)


class EventFactory(factory.django.DjangoModelFactory):
    """A published event in a week, from ten to eleven, with its dates laid out."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Coffee morning {n}")
    slug = factory.Sequence(lambda n: f"coffee-morning-{n}")
    summary = "Meet other parents."
    first_on = factory.LazyFunction(soon)
    start_time = time(10)
    end_time = time(11)
    place = "Hill School"
    status = Status.PUBLISHED

    @factory.post_generation
    def dates_laid_out(self, create, extracted, **kwargs):
        if create:
            lay_out(self, made_anew=True)


class BookingFactory(factory.django.DjangoModelFactory):
    """A booking for two; it takes its places."""

    class Meta:
        model = Booking
        skip_postgeneration_save = True

    name = "Ann Booker"
    email = factory.Sequence(lambda n: f"booker{n}@people.example")
    adults = 1
    children = 1
    childcare = "A child of three"

    @factory.post_generation
    def takes(self, create, extracted, **kwargs):
        if self.cancelled_at is None:
            self.date.places_taken += self.places
            self.date.save()
