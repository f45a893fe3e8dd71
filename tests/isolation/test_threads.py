"""Threads that work for random portals at once: each sees its own portal's rows and pages."""

import random
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.test import Client
from wagtail.models import Site

from accounts.models import User
from tenants.current import current, portal_context
from tenants.platform import PLATFORM

THREADS, STEPS = 4, 10


def in_threads(work) -> list[str]:
    """Do the work in several threads, each with its own luck; return what was wrong."""

    def alone(seed: int) -> list[str]:
        try:
            return work(random.Random(seed))
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return [fault for faults in pool.map(alone, range(THREADS)) for fault in faults]


def test_each_thread_reads_the_rows_of_the_portal_it_stepped_into(north, south):
    def work(chosen: random.Random) -> list[str]:
        faults = []
        for _step in range(STEPS):
            place = chosen.choice([north, south, PLATFORM])
            with portal_context(place):
                people = set(User.objects.values_list("email", flat=True))
                ends = {email.rpartition("@")[2] for email in people}
                if ends != {f"{place.slug or 'casement'}.example"} or current() != place:
                    faults.append(f"{place}: {ends}")
        return faults

    assert in_threads(work) == []


def test_a_thread_begins_on_the_platform_wherever_the_others_are(north):
    with portal_context(north):
        assert set(in_threads(lambda chosen: [connection.schema_name])) == {"public"}
        assert Site.objects.get().site_name == "North Parents"


def test_each_request_is_answered_by_the_portal_of_its_host(north, south):
    paths = ["/", "/about/", "/robots.txt", "/sitemap.xml", "/search/?q=parents", "/nothing-here/"]

    def work(chosen: random.Random) -> list[str]:
        faults = []
        for _step in range(STEPS):
            here, other = chosen.sample([north, south], 2)
            path = chosen.choice(paths)
            answer = Client(HTTP_HOST=here.primary_domain).get(path).content.decode()
            if other.name in answer or other.primary_domain in answer:
                faults.append(f"{other} in {path} of {here}")
            if here.name not in answer and here.primary_domain not in answer:
                faults.append(f"{here} not in its own {path}")
        return faults

    assert in_threads(work) == []
