"""The localities and schools of a portal (P1)."""

from collections.abc import Sequence
from typing import TypeVar

from django.utils.text import slugify

from accounts.models import Locality, School
from accounts.models.places import Place

AnyPlace = TypeVar("AnyPlace", bound=Place)


def make_places(*, localities: Sequence[str], schools: Sequence[str]) -> None:
    """Make a new portal's places, in the order given. Part of making the portal."""
    Locality.objects.bulk_create(_places(Locality, localities))
    School.objects.bulk_create(_places(School, schools))


def _places(model: type[AnyPlace], names: Sequence[str]) -> list[AnyPlace]:
    taken: set[str] = set()
    places: list[AnyPlace] = []
    for order, name in enumerate(names, start=1):
        slug = _free_slug(name, taken)
        places.append(model(name=name.strip(), slug=slug, order=order))
    return places


def _free_slug(name: str, taken: set[str]) -> str:
    """Return a slug that is not taken: two names may differ only in what a slug leaves out."""
    stem = slugify(name)[:100] or "place"
    slug, count = stem, 1
    while slug in taken:
        count += 1
        slug = f"{stem}-{count}"
    taken.add(slug)
    return slug
