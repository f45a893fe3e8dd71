"""A service's own page, its organisation's, its code, and saying that something is wrong (C8)."""

from datetime import time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Locality, Notification
from cms.directory.finder.forms import WrongForm
from cms.directory.models import (
    Contact,
    CostOption,
    EntryReport,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAttribute,
    TaxonomyTerm,
)
from tenants.models import Portal
from tests.cms.directory.changes import provider_of
from tests.conftest import person
from tests.factories.directory import (
    LocationFactory,
    OrganisationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)
from tests.factories.public_forms import opened

pytestmark = pytest.mark.django_db
NOWHERE = "99999999-9999-4999-8999-999999999999"


def filled_in(**typed):
    return {**opened(WrongForm), **typed}


@pytest.fixture
def read(portal, client_for):
    def get(path, status=200):
        response = client_for(portal).get(path)
        assert response.status_code == status, path
        return BeautifulSoup(response.content.decode(), "html.parser")

    return get


@pytest.fixture
def service(portal):
    """A service with something of everything."""
    at = ServiceAtLocationFactory(
        service__name="Stay and play",
        service__description="Toys & tea.\n\nSee https://play.example.",
        service__minimum_age=0,
        service__maximum_age=5,
        service__eligibility="Families with small children.",
        service__how_to_join="Just come.",
        service__fees="A small fee",
        service__url="https://play.example",
        service__email="play@people.example",
        service__alert="Closed in August",
        location__name="Green Hall",
    )
    Schedule.objects.create(
        service_at_location=at,
        freq="WEEKLY",
        byday="MO,TU,WE",
        opens_at=time(9),
        closes_at=time(12),
    )
    Schedule.objects.create(service=at.service, freq="MONTHLY", byday="2SA", opens_at=time(10, 30))
    CostOption.objects.create(service=at.service, option="a family", amount="2.50")
    Contact.objects.create(service=at.service, title="Group leader")
    Phone.objects.create(service=at.service, number="01632 960 001", extension="12")
    ServiceArea.objects.create(service=at.service, locality=Locality.objects.get(name="East"))
    terms = (
        ("need", "parenting"),
        ("level", "universal"),
        ("route", "self"),
        ("language", "pl"),
        ("accessibility", "childcare"),
    )
    for facet, code in terms:
        term = TaxonomyTerm.objects.of(facet).get(code=code)
        ServiceAttribute.objects.create(service=at.service, term=term)
    return at.service


def test_it_says_all_that_is_known(read, service):
    page = read(f"/services/{service.pk}/")
    said = page.main.get_text(" ", strip=True)
    for words in (
        "Stay and play",
        "Toys & tea.",
        "Closed in August",
        "From birth to age 5",
        "Families with small children.",
        "For help with: Parenting and behaviour",
        "For people who live in: East",
        "Just come.",
        "You can ask for it yourself",
        "Monday to Wednesday, 9am to midday",
        "Second Saturday of the month, from 10.30am",
        "Green Hall",
        "1 High Street",
        "PL1 1AA",
        "A small fee",
        "£2.50, a family",
        "Ask for: Group leader",
        "Spoken there: Polish",
        "Childcare while you take part",
        "Universal. For every family.",
        "Last checked on",
    ):
        assert words in said, words
    assert page.find("a", string="01632 960 001")["href"] == "tel:01632960001"
    assert [each["href"] for each in page.main.select("a[href^=mailto]")] == [
        "mailto:play@people.example"
    ]
    assert len(page.select("h1")) == 1


def test_who_has_no_way_to_be_reached_is_reached_by_the_organisation_else_by_us(portal, client_for):
    Portal.objects.filter(pk=portal.pk).update(contact_telephone="01632 960555")
    service = ServiceFactory(name="Baby massage")
    organisation = service.organisation
    page = client_for(portal).get(f"/services/{service.pk}/").content.decode()
    assert "Ask us: we help you to reach it." in page
    assert 'href="tel:01632960555"' in page.partition("<main")[2].partition("</main>")[0]
    theirs = f"/services/organisation/{organisation.pk}/"
    assert "Ask us: we help you to reach it." in client_for(portal).get(theirs).content.decode()

    organisation.phones.create(number="01632 960777")
    page = client_for(portal).get(f"/services/{service.pk}/").content.decode()
    assert f"Ask {organisation.name}:" in page
    assert 'href="tel:01632960777"' in page
    assert "Ask us" not in page

    service.contacts.create(email="group@people.example")
    page = client_for(portal).get(f"/services/{service.pk}/").content.decode()
    assert "group@people.example" in page
    assert "01632960777" not in page


def test_the_numbers_of_services_stand_on_their_organisations_page(read, service):
    service.phones.create(number="01632 960999")
    page = read(f"/services/organisation/{service.organisation_id}/")
    assert page.select_one(".casement-result a[href='tel:01632960999']")


def test_the_address_of_a_refuge_is_nowhere_on_its_page(read, service):
    place = LocationFactory(
        name="Zeppelin Lodge",
        address_1="1 Secret Street",
        address_withheld=True,
        locality=Locality.objects.get(name="West"),
        description="Behind the baker",
    )
    ServiceAtLocationFactory(service=service, location=place)
    said = read(f"/services/{service.pk}/").get_text(" ")
    assert "The address is kept secret" in said
    assert "West" in said
    for secret in ("Zeppelin", "Secret Street", "Behind the baker"):
        assert secret not in said


@pytest.mark.parametrize(
    "change",
    [
        {"visibility": Service.Visibility.DRAFT},
        {"visibility": Service.Visibility.HIDDEN},
        {"status": Service.Status.INACTIVE},
        {"assured_on": timezone.localdate() - timedelta(days=300)},
    ],
)
def test_what_does_not_show_is_not_found_at_any_of_its_addresses(read, service, change):
    Service.objects.filter(pk=service.pk).update(**change)
    for rest in ("", "share/", "code.svg", "wrong/", "wrong/sent/"):
        read(f"/services/{service.pk}/{rest}", status=404)
    read(f"/services/organisation/{service.organisation_id}/", status=404)


@pytest.mark.parametrize("key", [NOWHERE, "not-a-key", "1"])
def test_an_unknown_key_is_not_found(read, key):
    read(f"/services/{key}/", status=404)


def test_an_overdue_entry_says_so_and_asks_to_call_first(read, service):
    Service.objects.filter(pk=service.pk).update(
        assured_on=timezone.localdate() - timedelta(days=200)
    )
    assert "Call before you go." in read(f"/services/{service.pk}/").main.get_text()


def test_an_organisation_shows_what_it_runs_and_nothing_hidden(read, service):
    ServiceFactory(organisation=service.organisation, name="Second")
    ServiceFactory(organisation=service.organisation, name="Draft", visibility="draft")
    page = read(f"/services/organisation/{service.organisation_id}/")
    names = [each.get_text() for each in page.main.select(".casement-result__title a")]
    assert names == ["Second", "Stay and play"]


def test_its_code_leads_to_its_full_address(portal, client_for, read, service):
    assert (
        portal.url(f"/services/{service.pk}/") in read(f"/services/{service.pk}/share/").get_text()
    )
    code = client_for(portal).get(f"/services/{service.pk}/code.svg")
    assert code["Content-Type"] == "image/svg+xml"
    assert b"<path" in code.content


def test_pages_take_seven_queries_at_most_and_none_when_kept(portal, client_for, service):
    for path in (
        f"/services/{service.pk}/",
        f"/services/organisation/{service.organisation_id}/",
        f"/services/{service.pk}/share/",
    ):
        browser = client_for(portal)
        counts = []
        for _time in range(2):
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(path).status_code == 200
            counts.append([q["sql"] for q in captured if "search_path" not in q["sql"]])
        assert len(counts[0]) <= 7, (path, counts[0])
        assert counts[1] == []


def test_what_somebody_says_is_wrong_reaches_those_who_keep_the_entry(portal, client_for, service):
    provider, editor = provider_of(service.organisation), person(portal, "editor")
    others = provider_of(OrganisationFactory())
    browser = client_for(portal)
    path = f"/services/{service.pk}/wrong/"
    sent = filled_in(what=["times", "cost"], note="It is on Fridays now.")
    answer = browser.post(path, sent)
    assert answer.status_code == 302
    assert "Thank you" in browser.get(answer["Location"]).content.decode()
    kept = EntryReport.objects.get()
    assert (kept.service, kept.faults) == (service, ["times", "cost"])
    for each in (provider, editor):
        told = Notification.objects.get(user=each, kind="directory.entry_wrong")
        assert "Stay and play" in told.title
        assert told.text == "Days or times, The cost. It is on Fridays now."
        assert told.path == f"/entries/reports/{kept.pk}/"
    assert not Notification.objects.filter(user=others).exists()


def test_a_report_without_a_reason_stays_with_what_was_typed(portal, client_for, service):
    browser = client_for(portal)
    path = f"/services/{service.pk}/wrong/"
    answer = browser.post(path, filled_in(note="My note"))
    assert "Choose what is wrong." in answer.content.decode()
    assert "My note" in answer.content.decode()
    assert not EntryReport.objects.exists()
