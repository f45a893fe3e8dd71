"""Events that can be booked, and what happens after a commit."""

import pytest

from cms.events.models import Event
from tests.factories.events import EventFactory


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def bookable(**changes) -> Event:
    """Return an event in a week with three places."""
    return EventFactory(**{"takes_bookings": True, "capacity": 3, **changes})
