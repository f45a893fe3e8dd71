"""What a role can be limited to (A2): a registry of kinds, filled by the apps that have the things.

A scope is a pair of kind and key, such as `("locality", "3")`; None stands for the whole portal.
A kind that nobody registered cannot be chosen.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

Scope = tuple[str, str]
GONE = gettext_lazy("no longer there")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeKind:
    """One kind of thing that a role can be limited to."""

    slug: str
    """One of `accounts.roles` SECTION, BOARD, …"""
    title: Any
    """What such a thing is called, in the singular."""
    choices: Callable[[], list[tuple[str, str]]]
    """Keys and labels of those that forms offer, in order."""
    labels: Callable[[Collection[str]], Mapping[str, str]]
    """Labels of the things with these keys, in one query; those that are gone are left out."""
    covers: Callable[[str, Any], bool]
    """Whether the thing with this key covers an object, or the object with a key."""
    fill_group: Callable[[Any, str, str], None] | None = None
    """Give a new Django group the rights of a role (second) for the thing with a key (third)."""


_kinds: dict[str, ScopeKind] = {}


def register_scope_kind(kind: ScopeKind) -> None:
    """Add a kind, or replace the one of the same name."""
    _kinds[kind.slug] = kind


def kind_named(slug: str) -> ScopeKind | None:
    """Return a registered kind."""
    return _kinds.get(slug)


def covers(scope: Scope, thing: Any) -> bool:
    """Whether a scope covers an object, or the object with a key."""
    kind = _kinds.get(scope[0])
    return kind is not None and kind.covers(scope[1], thing)


def labels_of(scopes: Iterable[Scope | None]) -> dict[Scope, str]:
    """Return what each scope is called, with one query for each kind; also for what is gone."""
    keys: dict[str, set[str]] = defaultdict(set)
    for scope in scopes:
        if scope:
            keys[scope[0]].add(scope[1])
    named: dict[Scope, str] = {}
    for slug, wanted in keys.items():
        kind = _kinds.get(slug)
        known = kind.labels(wanted) if kind else {}
        title = kind.title if kind else slug.capitalize()
        named |= {(slug, key): f"{title}: {known.get(key, GONE)}" for key in wanted}
    return named


def label_of(scope: Scope | None) -> str:
    """Return what one scope is called; empty for the whole portal."""
    return labels_of([scope])[scope] if scope else ""


def is_there(scope: Scope) -> bool:
    """Whether the thing that a scope names is there, in the portal in hand."""
    kind = _kinds.get(scope[0])
    return kind is not None and scope[1] in kind.labels([scope[1]])


def choices_of(slugs: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what a form offers of these kinds: title of the kind, then values and labels."""
    kinds = [_kinds[slug] for slug in slugs if slug in _kinds]
    offered = [
        (kind.title, [(as_value((kind.slug, key)), label) for key, label in kind.choices()])
        for kind in kinds
    ]
    return [(title, values) for title, values in offered if values]


def as_value(scope: Scope | None) -> str:
    """Return a scope as the value of a form's option; empty for the whole portal."""
    return ":".join(scope) if scope else ""


def from_value(value: str) -> Scope | None:
    """Return the scope that a form's option stands for."""
    kind, _colon, key = value.partition(":")
    return (kind, key) if kind and key else None
