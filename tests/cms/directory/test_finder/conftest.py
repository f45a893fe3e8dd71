"""A browser that asks the finder, and services to find."""

import pytest
from bs4 import BeautifulSoup

from cms.directory.models import Schedule
from tenants.gazetteer import load_sample
from tests.cms.directory.test_finder.services import FINDER, named, put, tag
from tests.factories.directory import ServiceFactory


@pytest.fixture
def read(portal, client_for):
    def get(path, status=200, **query):
        response = client_for(portal).get(path, query)
        assert response.status_code == status, path
        return BeautifulSoup(response.content.decode(), "html.parser")

    return get


@pytest.fixture
def find(read):
    """Return the names of what the finder shows for a question."""

    def names(**query):
        return named(read(FINDER, **query))

    return names


@pytest.fixture
def services(portal):
    """A drop-in near PL4 8AA, a group two miles off, advice without a place, a clinic far away."""
    load_sample()
    near = ServiceFactory(
        name="Toddler drop-in",
        description="Toys and tea.",
        minimum_age=0,
        maximum_age=5,
        is_free=True,
    )
    tag(near, "kind", "drop-in")
    tag(near, "need", "childcare-and-play")
    at = put(near, 50.3753, -4.1380, name="Near Hall")
    Schedule.objects.create(
        service_at_location=at, freq="WEEKLY", byday="TU,TH", opens_at="09:30", closes_at="11:00"
    )
    group = ServiceFactory(
        name="Parenting group", description="Talk.", minimum_age=6, maximum_age=12, is_free=False
    )
    tag(group, "kind", "structured-group")
    tag(group, "need", "parenting")
    put(group, 50.40, -4.16, name="Middle Hall")
    advice = ServiceFactory(name="Debt advice by telephone", description="Help with money.")
    tag(advice, "need", "money-and-housing")
    tag(advice, "format", "telephone")
    clinic = ServiceFactory(name="Baby clinic", description="Weigh in.", maximum_age=2)
    put(clinic, 50.9, -4.6, name="Far Hall")
    return {"near": near, "group": group, "advice": advice, "clinic": clinic}
