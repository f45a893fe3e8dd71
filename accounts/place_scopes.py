"""Schools and localities as what a role can be limited to."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.models import Locality, School
from accounts.models.places import Place
from accounts.roles import LOCALITY, SCHOOL
from accounts.scopes import ScopeKind, register_scope_kind

KIND_OF: Mapping[type[Place], str] = {Locality: LOCALITY, School: SCHOOL}


def register_places() -> None:
    """Add both kinds to the registry."""
    register_scope_kind(_kind(School, gettext_lazy("School or setting")))
    register_scope_kind(_kind(Locality, gettext_lazy("Locality")))


def _kind(model: type[Place], title: Promise) -> ScopeKind:
    def choices() -> list[tuple[str, str]]:
        return [(str(place.pk), place.title) for place in model._default_manager.all()]

    def labels(keys: Collection[str]) -> dict[str, str]:
        known = [int(key) for key in keys if key.isdecimal()]
        return {str(place.pk): place.title for place in model._default_manager.filter(pk__in=known)}

    def covers(key: str, thing: Any) -> bool:
        return key == thing if isinstance(thing, str) else _is(model, key, thing)

    return ScopeKind(
        slug=KIND_OF[model], title=title, choices=choices, labels=labels, covers=covers
    )


def _is(model: type[Place], key: str, thing: Any) -> bool:
    return isinstance(thing, model) and str(thing.pk) == key
