"""Services, organisations, events and news in search, A to Z and sitemap, while they show."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Locality
from cms.directory.models import (
    Service,
    ServiceArea,
    ServiceAttribute,
    TaxonomyTerm,
)
from cms.directory.services import assure_services, hide_services, publish_services
from cms.events.services import publish_event, take_down_event
from cms.moderation.states import Status
from cms.search import search_portal
from tests.conftest import person
from tests.factories.directory import (
    LocationFactory,
    OrganisationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)
from tests.factories.events import EventFactory, soon
from tests.factories.news import NewsItemFactory

pytestmark = pytest.mark.django_db


def found(words, **chosen):
    return sorted(result.title for result in search_portal(words, chosen).results)


@pytest.fixture
def publisher(portal):
    return person(portal, "publisher")


def test_a_service_and_who_runs_it_are_found_by_name_text_place_and_term(portal):
    service = ServiceFactory(
        name="Stay and play", description="Toys.", organisation__name="Zeppelin Trust"
    )
    ServiceAtLocationFactory(service=service, location=LocationFactory(name="Quark Hall"))
    term = TaxonomyTerm.objects.of("need").get(code="money-and-housing")
    ServiceAttribute.objects.create(service=service, term=term)
    assert found("zeppelin") == ["Stay and play", "Zeppelin Trust"]
    assert found("zeppelin", kind="organisation") == ["Zeppelin Trust"]
    assert found("quark") == ["Stay and play"]
    assert found("toys housing") == ["Stay and play"]


def test_it_is_known_by_its_new_name_at_once(portal):
    service = ServiceFactory(name="Zeppelin", organisation__name="Quark Trust")
    service.name = "Gondola"
    service.save()
    assert (found("zeppelin"), found("gondola")) == ([], ["Gondola"])
    service.organisation.name = "Muon Trust"
    service.organisation.save()
    assert (found("quark"), found("muon")) == ([], ["Gondola", "Muon Trust"])
    term = TaxonomyTerm.objects.of("need").get(code="school")
    service.terms.set([term])
    term.name = "Boson"
    term.save()
    assert found("boson") == ["Gondola"]
    service.terms.clear()
    assert found("boson") == []


def test_the_name_of_a_withheld_place_is_not_found(portal):
    place = LocationFactory(name="Zeppelin Lodge", address_withheld=True)
    at = ServiceAtLocationFactory(location=place)
    assert found("zeppelin") == []
    place.address_withheld = False
    place.save()
    assert found("zeppelin") == [at.service.name]
    place.address_withheld = True
    place.save()
    assert found("zeppelin") == []


def test_it_is_found_from_publishing_until_hiding_and_so_is_who_runs_it(portal, publisher):
    service = ServiceFactory(
        name="Zeppelin", visibility="draft", organisation__name="Zeppelin Trust"
    )
    assert found("zeppelin") == []
    publish_services(actor=publisher, keys=[service.pk])
    assert found("zeppelin") == ["Zeppelin", "Zeppelin Trust"]
    hide_services(actor=publisher, keys=[service.pk])
    assert found("zeppelin") == []
    publish_services(actor=publisher, keys=[service.pk])
    service.delete()
    assert found("zeppelin") == []


def test_an_entry_that_nobody_checks_is_found_until_its_last_day(portal, publisher):
    service = ServiceFactory(name="Zeppelin")
    late = timezone.make_aware(datetime.combine(service.shown_until, time(23, 59)))
    with time_machine.travel(late, tick=False):
        assert found("zeppelin") == ["Zeppelin"]
    with time_machine.travel(late + timedelta(minutes=1), tick=False):
        assert found("zeppelin") == []
        assure_services(actor=publisher, keys=[service.pk])
        assert found("zeppelin") == ["Zeppelin"]


def test_the_filter_of_the_area_knows_a_services_part(portal):
    east = Locality.objects.get(name="East")
    ServiceArea.objects.create(service=ServiceFactory(name="Zeppelin east"), locality=east)
    ServiceFactory(name="Zeppelin everywhere")
    assert found("zeppelin", locality="West") == ["Zeppelin everywhere"]
    east.name = "Far East"
    east.save()
    assert found("zeppelin", locality="Far East") == ["Zeppelin east", "Zeppelin everywhere"]


def test_an_event_is_found_until_its_last_date_ends(portal, publisher):
    event = EventFactory(
        title="Zeppelin day", status=Status.DRAFT, frequency="weekly", repeat_count=2
    )
    assert found("zeppelin") == []
    publish_event(actor=publisher, event=event)
    assert found("zeppelin") == ["Zeppelin day"]
    last = event.dates.order_by("-ends_at").first().ends_at
    with time_machine.travel(last - timedelta(minutes=1), tick=False):
        assert found("zeppelin") == ["Zeppelin day"]
    with time_machine.travel(last, tick=False):
        assert found("zeppelin") == []
    event.refresh_from_db()
    take_down_event(actor=publisher, event=event)
    assert found("zeppelin") == []


def test_news_of_a_day_to_come_is_found_from_that_day_on(portal):
    item = NewsItemFactory(title="Zeppelin news", dated=soon(3))
    assert found("zeppelin") == []
    first = timezone.make_aware(datetime.combine(item.dated, time.min))
    with time_machine.travel(first, tick=False):
        assert found("zeppelin") == ["Zeppelin news"]


def test_services_and_events_stand_in_the_a_to_z_and_news_does_not(portal, client_for):
    ServiceFactory(name="Zeppelin club")
    EventFactory(title="Zeppelin day", first_on=soon(2))
    NewsItemFactory(title="Zeppelin news")
    browser = client_for(portal)
    page = browser.get("/a-z/", {"letter": "Z"}).content.decode()
    assert "Zeppelin club" in page
    assert "Zeppelin day" in page
    assert "Zeppelin news" not in page
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        later = browser.get("/a-z/", {"letter": "Z"}).content.decode()
    assert "Zeppelin day" not in later


def test_the_sitemap_has_what_shows_and_not_what_is_over(portal, client_for):
    service, hidden = ServiceFactory(), ServiceFactory(visibility="hidden")
    event = EventFactory(first_on=soon(2))
    item = NewsItemFactory()
    browser = client_for(portal)
    text = browser.get("/sitemap.xml").content.decode()
    for path in (
        f"/services/{service.pk}/",
        f"/services/organisation/{service.organisation_id}/",
        event.get_absolute_url(),
        item.get_absolute_url(),
    ):
        assert portal.url(path) in text
    assert str(hidden.pk) not in text
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert event.get_absolute_url() not in browser.get("/sitemap.xml").content.decode()


def test_what_changed_without_being_saved_is_found_once_it_is_indexed(portal):
    from cms.directory.search_source import index_directory

    Service.objects.bulk_create(
        [
            ServiceFactory.build(
                name="Zeppelin", organisation=OrganisationFactory(), assured_on=timezone.localdate()
            )
        ]
    )
    assert found("zeppelin") == []
    index_directory()
    assert found("zeppelin") == ["Zeppelin"]
