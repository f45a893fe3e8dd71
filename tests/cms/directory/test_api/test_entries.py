"""One service, whole: what it says, and what it never says."""

import json
from datetime import date

from accounts.models import Locality
from tenants.gazetteer import load_sample
from tests.factories.directory import LocationFactory, ServiceAtLocationFactory, ServiceFactory

SECRET = ("7 Hidden Row", "PL3 4AA", "50.385", "4.132", "Rose House", "behind the mill")


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
