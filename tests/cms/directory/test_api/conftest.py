"""A browser that asks the API, and a service with something of everything."""

from datetime import time
from urllib.parse import urlencode

import pytest

from accounts.models import Locality
from cms.directory.facets import Facet
from cms.directory.models import (
    Contact,
    CostOption,
    OrganisationIdentifier,
    Phone,
    Schedule,
    ServiceArea,
    ServiceAttribute,
    TaxonomyTerm,
)
from tests.cms.directory.test_api import ROOT
from tests.factories.directory import ServiceAtLocationFactory


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


@pytest.fixture(autouse=True)
def _with_portal(portal):
    """Rows are made in the portal in hand."""
