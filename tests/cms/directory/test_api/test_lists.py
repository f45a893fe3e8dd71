"""Lists: the envelope, pages, and every parameter."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cms.directory.facets import Facet
from cms.directory.models import Service, TaxonomyTerm
from tenants.gazetteer import load_sample
from tests.cms.directory.test_api import ROOT
from tests.factories.directory import OrganisationFactory, ServiceAtLocationFactory, ServiceFactory

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
