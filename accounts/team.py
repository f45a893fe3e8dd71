"""What the team's pages show: who has which role, paged by key and found by name, role, address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q
from django.utils import timezone

from accounts.models import Invitation, RoleGrant, User
from accounts.paging import key_in
from accounts.rules import can_change_role_end, can_end_role
from accounts.scopes import Scope, labels_of

AnyScoped = TypeVar("AnyScoped", RoleGrant, Invitation)
PAGE_LENGTH = 100
"""Roles on one page."""
FOUND_MOST = 20
"""People outside the team that one search shows."""


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody has or had, with what the person who looks may do with it."""

    grant: RoleGrant
    where: str
    is_open: bool
    """Whether it holds now or will."""
    can_end: bool
    can_change: bool


@dataclass(frozen=True, slots=True)
class TeamPage:
    """One page of the list, with the keys of what comes before and after it."""

    rows: Sequence[Held]
    before: str = ""
    after: str = ""


def team_page(viewer: User, *, words: str, role: str, after: str, before: str) -> TeamPage:
    """Return the page of the team that starts after a key or ends before one."""
    grants = RoleGrant.objects.of_team().ending_after(timezone.now())
    if words:
        grants = grants.filter(
            Q(user__display_name__icontains=words)
            | Q(user__full_name__icontains=words)
            | Q(user__email__icontains=words)
        )
    if role:
        grants = grants.filter(role=role)
    grants = grants.select_related("user", "given_by", "approved_by")
    length = PAGE_LENGTH
    if before:
        backwards = grants.filter(_earlier(before)).order_by("-user__display_name", "-pk")
        found = list(backwards[: length + 1])
        return _page(viewer, found[:length][::-1], earlier=len(found) > length, later=True)
    if after:
        grants = grants.filter(_later(after))
    found = list(grants.order_by("user__display_name", "pk")[: length + 1])
    return _page(viewer, found[:length], earlier=bool(after), later=len(found) > length)


def held_of(viewer: Any, grants: Sequence[RoleGrant]) -> list[Held]:
    """Return grants with what they are limited to and what the viewer may do with each."""
    labels = labels_of(grant.scope for grant in grants)
    now = timezone.now()
    rows = []
    for grant in grants:
        is_open = grant.ends_at is None or grant.ends_at > now
        can_change = is_open and not grant.definition.indispensable
        rows.append(
            Held(
                grant,
                where=_where(grant.scope, labels),
                is_open=is_open,
                can_end=is_open and can_end_role(viewer, grant),
                can_change=can_change and can_change_role_end(viewer, grant),
            )
        )
    return rows


def name_scopes(limited: Iterable[AnyScoped]) -> list[tuple[AnyScoped, str]]:
    """Return grants or invitations, each with what its role is limited to."""
    things = list(limited)
    labels = labels_of(thing.scope for thing in things)
    return [(thing, _where(thing.scope, labels)) for thing in things]


def people_outside_team(words: str) -> list[User]:
    """Return people without a team role now whose whole name or address these words are."""
    if not words:
        return []
    address = User.objects.normalize_email(words)
    team = RoleGrant.objects.of_team().ending_after(timezone.now())
    named = Q(email=address) | Q(display_name__iexact=words) | Q(full_name__iexact=words)
    return list(User.objects.filter(named).exclude(pk__in=team.values("user"))[:FOUND_MOST])


def _where(scope: Scope | None, labels: dict[Scope, str]) -> str:
    return labels.get(scope, "") if scope else ""


def _page(viewer: User, shown: list[RoleGrant], *, earlier: bool, later: bool) -> TeamPage:
    if not shown:
        return TeamPage([])
    return TeamPage(
        held_of(viewer, shown),
        before=_key(shown[0]) if earlier else "",
        after=_key(shown[-1]) if later else "",
    )


def _key(grant: RoleGrant) -> str:
    return f"{grant.pk}|{grant.user.display_name}"


def _parts(key: str) -> tuple[int, str]:
    pk, _stroke, name = key.partition("|")
    return key_in(pk), name.replace("\0", "")


def _later(key: str) -> Q:
    pk, name = _parts(key)
    return Q(user__display_name__gt=name) | Q(user__display_name=name, pk__gt=pk)


def _earlier(key: str) -> Q:
    pk, name = _parts(key)
    return Q(user__display_name__lt=name) | Q(user__display_name=name, pk__lt=pk)
