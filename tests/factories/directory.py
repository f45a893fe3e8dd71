"""Entries of the directory for tests."""

import factory
from django.utils import timezone

from cms.directory.models import (
    Location,
    Organisation,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)


class OrganisationFactory(factory.django.DjangoModelFactory):
    """An organisation that runs services."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    description = "A charity for families."


class ServiceFactory(factory.django.DjangoModelFactory):
    """A service that everybody sees: published and assured today."""

    class Meta:
        model = Service

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Service {n}")
    slug = factory.Sequence(lambda n: f"service-{n}")
    description = "A group for parents."
    visibility = Service.Visibility.PUBLISHED
    assured_on = factory.LazyFunction(timezone.localdate)


class LocationFactory(factory.django.DjangoModelFactory):
    """A place with an address and a point."""

    class Meta:
        model = Location

    name = factory.Sequence(lambda n: f"Hall {n}")
    address_1 = "1 High Street"
    city = "Plymouth"
    county = "Devon"
    postcode = "PL1 1AA"
    latitude = 50.37
    longitude = -4.14


class ServiceAtLocationFactory(factory.django.DjangoModelFactory):
    """A service at a place."""

    class Meta:
        model = ServiceAtLocation

    service = factory.SubFactory(ServiceFactory)
    location = factory.SubFactory(LocationFactory)


class TaxonomyFactory(factory.django.DjangoModelFactory):
    """A taxonomy of the portal's own."""

    class Meta:
        model = Taxonomy

    code = factory.Sequence(lambda n: f"own-{n}")
    name = factory.Sequence(lambda n: f"Own {n}")
    description = "Our own way of sorting."


class TermFactory(factory.django.DjangoModelFactory):
    """A term of a taxonomy."""

    class Meta:
        model = TaxonomyTerm

    taxonomy = factory.SubFactory(TaxonomyFactory)
    code = factory.Sequence(lambda n: f"term-{n}")
    name = factory.Sequence(lambda n: f"Term {n}")
    description = "One of ours."
