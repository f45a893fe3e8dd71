"""Pages that follow each other, are kept, and take few queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.directory.models import Service
from tests.cms.directory.test_finder.services import FINDER
from tests.factories.directory import OrganisationFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def test_pages_follow_each_other_without_gaps_or_repeats(portal, read):
    run_by = OrganisationFactory()
    for number in range(45):
        ServiceFactory(name=f"Same name {number % 3}", organisation=run_by)
    seen, page = [], read(FINDER)
    while True:
        seen += [a["href"] for a in page.main.select(".casement-result__title a")]
        more = page.select_one("a[rel=next]")
        if more is None:
            break
        page = read(more["href"])
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize("key", ["x" * 10_000, "\0", "~", "none~", "zzzz~ff", "\N{PILE OF POO}"])
def test_a_key_that_was_made_up_is_answered(services, read, key):
    page = read(FINDER, after=key)
    assert page.main.select_one(".casement-result, .casement-empty")


def test_it_is_kept_for_everybody_and_sets_no_cookie(portal, client_for, services, asks):
    browser = client_for(portal)
    first = browser.get(FINDER, {"q": "group"})
    assert not first.cookies
    with asks(0):
        assert browser.get(FINDER, {"q": "group"}).content == first.content
    services["group"].name = "Renamed group"
    services["group"].save()
    assert "Renamed group" in browser.get(FINDER, {"q": "group"}).content.decode()


def test_a_kept_page_does_not_outlive_the_day(portal, client_for, services, time_machine):
    services["group"].assured_on = timezone.localdate()
    services["group"].save()
    last = services["group"].shown_until
    time_machine.move_to(f"{last.isoformat()} 22:30:00+00:00")
    browser = client_for(portal)
    Service.objects.exclude(pk=services["group"].pk).delete()
    assert "Parenting group" in browser.get(FINDER).content.decode()
    time_machine.shift(timedelta(hours=2))
    assert "Parenting group" not in browser.get(FINDER).content.decode()


def test_all_filters_at_once_take_ten_queries_at_most(portal, client_for, services):
    query = {
        "q": "toddler parenting",
        "postcode": "PL4 8AA",
        "within": "20",
        "age": "3",
        "need": ["childcare-and-play", "parenting"],
        "kind": "drop-in",
        "level": "universal",
        "route": "self",
        "format": "in-person",
        "language": "en",
        "accessibility": "step-free",
        "age-theme": "teenagers",
        "locality": "east",
        "day": "TU",
        "cost": "free",
    }
    browser = client_for(portal)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(FINDER, query).status_code == 200
    asked = [each["sql"] for each in captured if "search_path" not in each["sql"]]
    assert len(asked) <= 10, "\n".join(asked)
