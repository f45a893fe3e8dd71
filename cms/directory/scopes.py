"""Organisations as what a provider's role can be limited to (A2, C9)."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from accounts.roles import ORGANISATION
from accounts.scopes import ScopeKind
from cms.directory.models import Organisation


def _choices() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Organisation.objects.values_list("pk", "name")]


def _labels(keys: Collection[str]) -> dict[str, str]:
    found = Organisation.objects.filter(pk__in=[key for key in keys if _is_uuid(key)])
    return {str(pk): name for pk, name in found.values_list("pk", "name")}


def _covers(key: str, thing: Any) -> bool:
    if isinstance(thing, Organisation):
        return str(thing.pk) == key
    return isinstance(thing, str) and thing == key


def _is_uuid(key: str) -> bool:
    try:
        return str(UUID(key)) == key
    except ValueError:
        return False


ORGANISATIONS = ScopeKind(
    slug=ORGANISATION, title="Organisation", choices=_choices, labels=_labels, covers=_covers
)
