"""How long 5,000 services take to answer a postcode search, in the database (C8).

Run in the portal in hand, inside a transaction that is rolled back:

    python -m pytest -q -s tests/benchmarks/test_nearness.py
"""

import random
import re
from statistics import median

from django.utils import timezone

from accounts.models import Locality
from cms.directory.models import (
    Location,
    Organisation,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
    TaxonomyTerm,
)
from cms.directory.models.schedules import DAYS
from cms.directory.search_source import index_directory
from cms.models import SearchDocument
from tenants.connection import connection
from tenants.distances import Point

SERVICES = 5_000
CENTRE = Point(50.3752, -4.1379)
METRES = 5_000
EXECUTION = re.compile(r"Execution Time: ([0-9.]+) ms")


def fill(count: int = SERVICES) -> None:
    """Make that many services, spread over about 60 km, always the same ones."""
    dice = random.Random(7)
    organisation = Organisation.objects.create(name="Everything", description="All of it.")
    today = timezone.localdate()
    services = [
        Service(
            organisation=organisation,
            slug=f"s-{n}",
            name=f"Service {n}",
            description="A group for parents and children.",
            visibility=Service.Visibility.PUBLISHED,
            assured_on=today,
        )
        for n in range(count)
    ]
    places = [
        Location(
            name=f"Hall {n}",
            latitude=CENTRE.latitude + dice.uniform(-0.27, 0.27),
            longitude=CENTRE.longitude + dice.uniform(-0.42, 0.42),
        )
        for n in range(count)
    ]
    Service.objects.bulk_create(services)
    Location.objects.bulk_create(places)
    ServiceAtLocation.objects.bulk_create(
        ServiceAtLocation(service=service, location=place)
        for service, place in zip(services, places, strict=True)
    )
    with connection.cursor() as cursor:
        for model in (Service, Location, ServiceAtLocation):
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def sort_all() -> None:
    """Give every service five terms, a part of the area, a day and words of its own."""
    dice = random.Random(11)
    services = list(Service.objects.filter(slug__startswith="s-"))
    terms = list(TaxonomyTerm.objects.all())
    places = list(Locality.objects.all())
    ServiceAttribute.objects.bulk_create(
        ServiceAttribute(service=service, term=term)
        for service in services
        for term in dice.sample(terms, 5)
    )
    ServiceArea.objects.bulk_create(
        ServiceArea(service=service, locality=dice.choice(places)) for service in services
    )
    Schedule.objects.bulk_create(
        Schedule(service=service, freq="WEEKLY", byday=dice.choice(list(DAYS)))
        for service in services
    )
    index_directory()
    with connection.cursor() as cursor:
        for model in (ServiceAttribute, ServiceArea, Schedule, SearchDocument):
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def nearest() -> object:
    """Return the search: the first page of what is near, nearest first."""
    return Service.objects.shown().near(CENTRE, METRES).order_by("metres", "id")[:51]


def time_in_database(times: int = 9) -> tuple[float, str]:
    """Return the median time of the search in milliseconds, and its plan."""
    plans = [str(nearest().explain(analyze=True)) for _time in range(times)]
    return median(float(EXECUTION.search(plan)[1]) for plan in plans), plans[-1]
