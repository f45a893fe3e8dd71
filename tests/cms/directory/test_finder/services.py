"""Services to be found, and reading what was found."""

from cms.directory.models import ServiceAttribute, TaxonomyTerm
from tests.factories.directory import LocationFactory, ServiceAtLocationFactory

FINDER = "/find-a-service/"


def named(page):
    return [link.get_text() for link in page.main.select(".casement-result__title a")]


def tag(service, facet, *codes):
    for term in TaxonomyTerm.objects.filter(taxonomy__code=facet, code__in=codes):
        ServiceAttribute.objects.create(service=service, term=term)
    return service


def put(service, latitude, longitude, **fields):
    place = LocationFactory(latitude=latitude, longitude=longitude, **fields)
    return ServiceAtLocationFactory(service=service, location=place)
