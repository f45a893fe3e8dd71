"""The open API is found by people: from the directory's pages, with a page of its own (C11)."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.directory.models import FinderPage
from tests.cms.directory.test_api import ROOT
from tests.factories.directory import ServiceAtLocationFactory

DOCS = "/open-referral/docs"


@pytest.fixture
def visitor(portal, client_for):
    return client_for(portal)


def test_the_directorys_pages_lead_to_it(visitor, portal):
    service = ServiceAtLocationFactory().service
    addresses = [
        FinderPage.objects.get().url,
        reverse("finder:service", args=[service.pk]),
        reverse("finder:organisation", args=[service.organisation_id]),
    ]
    for address in addresses:
        assert f'href="{DOCS}"' in visitor.get(address).text, address


def test_its_page_names_every_list_and_parameter_and_leads_to_its_description(visitor):
    page = BeautifulSoup(visitor.get(DOCS).content, "html.parser")
    assert page.find("a", href="/open-referral/openapi.json")
    described = visitor.get("/open-referral/openapi.json").json()
    lists = [path for path in described["paths"] if path != "/" and "{" not in path]
    for path in lists:
        assert page.find("a", href=f"{ROOT}{path}"), path
    asked = {
        each["name"] for path in lists for each in described["paths"][path]["get"]["parameters"]
    }
    assert asked == {code.get_text() for code in page("code")}


@pytest.mark.parametrize("path", ["services", "taxonomies", "services/no-such"])
def test_a_slash_at_the_end_leads_on(visitor, path):
    answer = visitor.get(f"{ROOT}/{path}/?page=2")
    assert answer.status_code == 301
    assert answer.url == f"{ROOT}/{path}?page=2"
