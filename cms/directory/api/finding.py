"""What the API's questions mean: filters over the services that everybody sees."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cms.directory.api.parameters import NEAR
from cms.directory.models import Schedule, Service, ServiceAtLocation, ServiceAttribute

Filter = Callable[[Any, Any], Any]
SIMPLE: Mapping[str, Filter] = {
    "search": lambda services, words: services.matching(words),
    "taxonomy_term_id": lambda services, keys: services.with_term(*keys),
    "taxonomy_id": lambda services, keys: services.filter(
        Exists(ServiceAttribute.objects.filter(service=OuterRef("pk"), term__taxonomy__in=keys))
    ),
    "minimum_age": lambda services, years: services.filter(minimum_age__gte=years),
    "maximum_age": lambda services, years: services.filter(maximum_age__lte=years),
    "modified_after": lambda services, moment: services.filter(modified_at__gte=moment),
}
TIMES = {"day": "byday__contains", "start_time": "opens_at__gte", "end_time": "closes_at__lte"}


def find_services(asked: Mapping[str, Any]) -> QuerySet[Service]:
    """Return the services that were asked for: by name, or nearest first."""
    services: Any = _matching(asked).order_by("name", "id")
    if "postcode" in asked:
        near = services.near(asked["postcode"], asked.get("proximity", NEAR))
        services = near.order_by("metres", "id")
    return services


def find_places(asked: Mapping[str, Any]) -> QuerySet[ServiceAtLocation]:
    """Return services at places that were asked for: by name, or nearest first."""
    places: Any = ServiceAtLocation.objects.filter(service__in=_matching(asked).values("pk"))
    if "postcode" in asked:
        near = places.near(asked["postcode"], asked.get("proximity", NEAR))
        return near.order_by("metres", "id")
    return places.order_by("service__name", "id")


def _matching(asked: Mapping[str, Any]) -> QuerySet[Service]:
    services = Service.objects.shown()
    for name, apply in SIMPLE.items():
        if name in asked:
            services = apply(services, asked[name])
    times = {lookup: asked[name] for name, lookup in TIMES.items() if name in asked}
    if times:
        mine = Q(service=OuterRef("pk")) | Q(service_at_location__service=OuterRef("pk"))
        services = services.filter(Exists(Schedule.objects.filter(mine, **times)))
    return services
