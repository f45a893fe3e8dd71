"""The open API keeps the promises of Open Referral UK 3.0 (C11)."""

import json
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Locality
from cms.directory.facets import Facet
from cms.directory.models import (
    Contact,
    CostOption,
    OrganisationIdentifier,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAttribute,
    TaxonomyTerm,
)
from tenants.gazetteer import load_sample
from tests.factories.directory import (
    LocationFactory,
    OrganisationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

ROOT = "/open-referral"
ENVELOPE = {
    "total_items",
    "total_pages",
    "page_number",
    "size",
    "first_page",
    "last_page",
    "empty",
    "contents",
}
LISTS = ("services", "service_at_locations", "taxonomies", "taxonomy_terms")
SECRET = ("7 Hidden Row", "PL3 4AA", "50.385", "4.132", "Rose House", "behind the mill")


@pytest.fixture
def api(portal, client_for):
    browser = client_for(portal)

    def ask(path: str = "/", status: int = 200, **query):
        answer = browser.get(f"{ROOT}{path}?{urlencode(query)}" if query else f"{ROOT}{path}")
        assert answer.status_code == status, answer.content
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Content-Type"] == "application/json"
        return answer.json()

    return ask


@pytest.fixture
def whole(portal):
    """A service with something of everything."""
    at = ServiceAtLocationFactory(service__name="Stay and play", service__funding="The council")
    service = at.service
    organisation = service.organisation
    OrganisationIdentifier.objects.create(
        organisation=organisation, kind="Charity", scheme="GB-CHC", identifier="123"
    )
    Schedule.objects.create(
        service_at_location=at, freq="WEEKLY", byday="MO", opens_at=time(10), closes_at=time(12)
    )
    Schedule.objects.create(service=service, description="All year")
    CostOption.objects.create(service=service, option="A family", amount="2.50")
    Contact.objects.create(service=service, title="Group leader")
    Phone.objects.create(service=service, number="01632 960001")
    ServiceArea.objects.create(service=service, locality=Locality.objects.first())
    for facet, code in ((Facet.NEED, "parenting"), (Facet.LANGUAGE, "cy")):
        term = TaxonomyTerm.objects.of(facet).get(code=code)
        ServiceAttribute.objects.create(service=service, term=term)
    access = TaxonomyTerm.objects.of(Facet.ACCESSIBILITY).first()
    at.location.attributes.create(term=access)
    return service


def test_the_root_says_which_standard_this_is_and_where_it_is_described(api, portal):
    about = api("/")
    assert about["version"] == "HSDS-UK-3.0"
    assert about["profile"].startswith("https://")
    assert about["openapi_url"] == portal.url(f"{ROOT}/openapi.json")
    described = api("/openapi.json")
    assert described["openapi"].startswith("3.")
    assert set(described["paths"]) == {
        "/",
        *(f"/{name}" for name in LISTS),
        *(f"/{name}/{{id}}" for name in LISTS),
    }


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_the_envelope_and_pages(api, name):
    ServiceAtLocationFactory.create_batch(3)
    page = api(f"/{name}")
    assert set(page) == ENVELOPE
    assert page["size"] == len(page["contents"]) == page["total_items"] or page["total_pages"] > 1
    first, second = (api(f"/{name}", per_page=1, page=number) for number in (1, 2))
    assert (first["first_page"], first["last_page"], first["size"]) == (True, False, 1)
    assert second["page_number"] == 2
    assert first["contents"][0]["id"] != second["contents"][0]["id"]
    beyond = api(f"/{name}", page=5000)
    assert (beyond["empty"], beyond["contents"], beyond["last_page"]) == (True, [], True)
    one = api(f"/{name}/{first['contents'][0]['id']}")
    assert one["id"] == first["contents"][0]["id"]


@pytest.mark.parametrize("name", LISTS)
def test_what_makes_no_sense_is_400_and_what_is_not_there_404(api, name):
    for query in ({"page": "0"}, {"per_page": "banana"}, {"page": "-1"}, {"page": "9" * 40}):
        assert next(iter(query)) in api(f"/{name}", status=400, **query)["error"]
    for key in (str(uuid4()), "banana"):
        assert "error" in api(f"/{name}/{key}", status=404)


@pytest.mark.parametrize(
    "query",
    [
        {"taxonomy_term_id": "x"},
        {"taxonomy_id": "x"},
        {"minimum_age": "young"},
        {"maximum_age": "999"},
        {"start_time": "25:00"},
        {"end_time": "noon"},
        {"day": "someday"},
        {"postcode": "ZZ99 9ZZ"},
        {"proximity": "100"},
        {"postcode": "PL4 8AA", "proximity": "0"},
        {"modified_after": "yesterday"},
        {"modified_after": "2026-02-31"},
    ],
)
def test_other_parameters_that_make_no_sense_are_400(api, query):
    load_sample()
    assert api("/services", status=400, **query)["error"]
    assert api("/service_at_locations", status=400, **query)["error"]


def test_a_page_is_never_larger_than_the_cap(api):
    organisation = OrganisationFactory()
    Service.objects.bulk_create(ServiceFactory.build(organisation=organisation) for _ in range(120))
    assert api("/services", per_page=100_000)["size"] == 100
    assert api("/services")["size"] == 50


def empty_fields(value) -> list[str]:
    if isinstance(value, dict):
        own = [key for key, item in value.items() if item in (None, "", [], {})]
        return own + [name for item in value.values() for name in empty_fields(item)]
    if isinstance(value, list):
        return [name for item in value for name in empty_fields(item)]
    return []


def test_a_service_comes_whole_and_without_empty_fields(api, whole):
    found = api(f"/services/{whole.pk}")
    assert empty_fields(found) == []
    assert (found["name"], found["status"]) == ("Stay and play", "active")
    assert found["organization"]["organization_identifiers"][0]["identifier"] == "123"
    assert found["schedules"][0]["description"] == "All year"
    place = found["service_at_locations"][0]
    assert place["schedules"][0]["opens_at"] == "10:00"
    assert set(place["location"]["addresses"][0]) >= {
        "id",
        "address_1",
        "city",
        "state_province",
        "postal_code",
        "country",
        "address_type",
    }
    assert place["location"]["accessibility"][0]["description"] == "Step-free"
    assert found["languages"][0]["code"] == "cy"
    assert [each["link_type"] for each in found["attributes"]] == ["need"]
    assert found["attributes"][0]["taxonomy_term"]["taxonomy"] == "Need"
    assert found["cost_options"][0]["amount"] == 2.5
    assert found["contacts"][0]["title"] == "Group leader"
    assert found["phones"][0]["number"] == "01632 960001"
    assert found["service_areas"][0]["name"] == "East"
    assert found["funding"][0]["source"] == "The council"
    at = api(f"/service_at_locations/{place['id']}")
    assert at["service"]["id"] == found["id"]
    assert at["location"] == place["location"]


def test_the_email_of_whoever_confirms_an_entry_is_never_shown(api):
    service = ServiceFactory(assurer_email="private@provider.example")
    assert "private@" not in json.dumps([api("/services"), api(f"/services/{service.pk}")])


def test_only_what_everybody_sees_is_there(api):
    hidden = [
        ServiceAtLocationFactory(service__visibility="draft"),
        ServiceAtLocationFactory(service__visibility="hidden"),
        ServiceAtLocationFactory(service__status="defunct"),
        ServiceAtLocationFactory(service__assured_on=date(2020, 1, 1)),
    ]
    assert api("/services")["contents"] == []
    assert api("/service_at_locations")["contents"] == []
    for each in hidden:
        api(f"/services/{each.service_id}", status=404)
        api(f"/service_at_locations/{each.pk}", status=404)


def test_a_withheld_address_is_in_no_answer(api):
    load_sample()
    east = Locality.objects.get(name="East")
    refuge = LocationFactory(
        name="Rose House",
        description="behind the mill",
        accessibility="behind the mill",
        address_1="7 Hidden Row",
        postcode="PL3 4AA",
        latitude=50.385,
        longitude=-4.132,
        address_withheld=True,
        locality=east,
        area_latitude=50.37,
        area_longitude=-4.14,
    )
    refuge.phones.create(number="01632 960199")
    at = ServiceAtLocationFactory(location=refuge)
    answers = [
        api("/services"),
        api(f"/services/{at.service_id}"),
        api("/service_at_locations"),
        api(f"/service_at_locations/{at.pk}"),
        api("/service_at_locations", postcode="PL4 8AA", proximity=20_000),
    ]
    text = json.dumps(answers)
    assert not [word for word in (*SECRET, "960199") if word in text]
    assert '"East"' in text
    assert "latitude" not in text
    assert answers[-1]["total_items"] == 1, "it is found by its locality"
    assert api("/services", postcode="PL3 4AA", proximity=50)["empty"], "not by where it is"
    assert api("/services", search="Hidden Row")["empty"]


def test_a_place_has_its_telephone_numbers(api):
    at = ServiceAtLocationFactory()
    at.location.phones.create(number="01632 960188", description="Front desk")
    (there,) = api(f"/services/{at.service_id}")["service_at_locations"]
    (phone,) = there["location"]["phones"]
    assert (phone["number"], phone["location_id"]) == ("01632 960188", str(at.location_id))


def test_services_are_filtered_by_words_terms_ages_and_times(api, whole):
    other = ServiceFactory(name="Debt advice", minimum_age=11, maximum_age=16)
    parenting = TaxonomyTerm.objects.of(Facet.NEED).get(code="parenting")
    health = TaxonomyTerm.objects.of(Facet.NEED).get(code="health")

    def names(**query) -> list[str]:
        return [each["name"] for each in api("/services", **query)["contents"]]

    assert names() == ["Debt advice", "Stay and play"]
    assert names(search="playing") == ["Stay and play"]
    assert names(search="zzzqqq") == []
    assert names(taxonomy_term_id=parenting.pk) == ["Stay and play"]
    assert names(taxonomy_term_id=health.pk) == []
    assert names(taxonomy_term_id=f"{health.pk},{parenting.pk}") == ["Stay and play"]
    assert names(taxonomy_id=parenting.taxonomy_id) == ["Stay and play"]
    assert names(minimum_age=11) == names(maximum_age=16) == ["Debt advice"]
    assert names(minimum_age=12) == names(maximum_age=15) == []
    assert names(day="MO", start_time="09:30", end_time="12:00") == ["Stay and play"]
    assert names(day="TU") == names(start_time="10:01") == names(end_time="11:59") == []
    Service.objects.filter(pk=other.pk).update(modified_at=timezone.now() - timedelta(days=9))
    yesterday = (timezone.now() - timedelta(days=1)).isoformat()
    assert names(modified_after=yesterday) == ["Stay and play"]


def test_the_nearest_come_first(api):
    load_sample()
    far = ServiceAtLocationFactory(location__latitude=50.395, location__longitude=-4.1379)
    near = ServiceAtLocationFactory(location__latitude=50.376, location__longitude=-4.1379)
    ServiceAtLocationFactory(location__latitude=54.5, location__longitude=-1.2)

    def keys(path: str, **query) -> list[str]:
        return [each["id"] for each in api(path, postcode="pl48aa", **query)["contents"]]

    assert keys("/services") == [str(near.service_id), str(far.service_id)]
    assert keys("/service_at_locations") == [str(near.pk), str(far.pk)]
    assert keys("/services", proximity=500) == [str(near.service_id)]


def test_an_answer_takes_few_queries_however_much_there_is(api, whole, asks):
    for each in ServiceAtLocationFactory.create_batch(20, service=whole):
        Schedule.objects.create(service_at_location=each, byday="TU")
    load_sample()
    api("/")
    for number, path, query in (
        (2, "/services", {"search": "play"}),
        (3, "/services", {"postcode": "PL4 8AA"}),
        (2, "/service_at_locations", {}),
        (6, f"/services/{whole.pk}", {}),
        (2, "/taxonomies", {}),
        (2, "/taxonomy_terms", {}),
    ):
        with asks(number):
            api(path, **query)


def test_an_answer_is_kept_and_goes_stale_when_something_changes(
    api, whole, asks, portal, client_for
):
    with time_machine.travel(timezone.localtime().replace(hour=12), tick=False):
        browser = client_for(portal)
        first = browser.get(f"{ROOT}/services")
        with asks(0):
            again = browser.get(f"{ROOT}/services")
            same = browser.get(f"{ROOT}/services", HTTP_IF_NONE_MATCH=first["ETag"])
        assert again.content == first.content
        assert same.status_code == 304
        whole.name = "Sit and play"
        whole.save()
        assert "Sit and play" in browser.get(f"{ROOT}/services").content.decode()


def test_nothing_is_kept_that_could_outlive_the_day(portal, client_for, whole):
    browser, service = client_for(portal), whole
    evening = timezone.make_aware(datetime.combine(service.shown_until, time(23, 59)))
    with time_machine.travel(evening, tick=False):
        late = browser.get(f"{ROOT}/services/{service.pk}")
        assert late.status_code == 200
        assert "ETag" in late
    with time_machine.travel(evening + timedelta(minutes=1), tick=False):
        assert browser.get(f"{ROOT}/services/{service.pk}").status_code == 404


def test_only_reading_is_offered(portal, client_for):
    assert client_for(portal).post(f"{ROOT}/services").status_code == 405


@pytest.fixture(autouse=True)
def _with_portal(portal):
    """Rows are made in the portal in hand."""
