"""Everybody who may come to an address: nobody, somebody without a role, and each role alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from accounts.groups import keep_groups_in_step
from accounts.models import Notification, RoleGrant, User, Visit
from accounts.roles import ROLES
from tenants.current import portal_context
from tenants.models import Portal
from tenants.platform import Platform
from tests.conftest import enter

NOBODY, NO_ROLE = "nobody", "no role"
ALL_BUT_EDITING, ALL = "every role without editing", "every role"
PORTAL_ROLES = [role.slug for role in ROLES.values() if not role.platform_only]
PLATFORM_ROLES = [role.slug for role in ROLES.values() if role.platform_only]
FIRST_KEY = 800_001
BELONGINGS = (RoleGrant, Visit, Notification)
"""What goes with the people when they are taken away again."""
Place = Portal | Platform


def holders(place: Place) -> dict[str, tuple[str, ...]]:
    """Return what kinds of people there are in a place, and the roles that each holds."""
    roles = PLATFORM_ROLES if place.is_platform else PORTAL_ROLES
    kinds = {NO_ROLE: (), **{role: (role,) for role in roles}}
    if not place.is_platform:
        kinds[ALL_BUT_EDITING] = tuple(role for role in roles if not ROLES[role].wagtail)
        kinds[ALL] = tuple(roles)
    return kinds


def make(place: Place) -> None:
    """Make one person of each kind; their keys leave the sequence alone."""
    with portal_context(place):
        for number, (kind, roles) in enumerate(holders(place).items()):
            user = User(
                pk=FIRST_KEY + number,
                email=address(kind),
                display_name=kind,
                email_confirmed_at=timezone.now(),
            )
            user.set_unusable_password()
            user.save(force_insert=True)
            RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in roles)
            keep_groups_in_step(user)


def address(kind: str) -> str:
    return f"{kind.replace(' ', '-')}@permissions.example"


def find(place: Place, kind: str) -> User | AnonymousUser:
    """Return a person as the database has them now."""
    if kind == NOBODY:
        return AnonymousUser()
    with portal_context(place):
        return User.objects.get(email=address(kind))


def browsers(place: Place) -> dict[str, Client]:
    """Return a browser of each kind of person, signed in at the place."""
    made = {NOBODY: Client(HTTP_HOST=place.primary_domain)}
    with portal_context(place):
        for kind in holders(place):
            made[kind] = Client(HTTP_HOST=place.primary_domain)
            enter(made[kind], find(place, kind))
    return made


def thief_of(browser: Client, place: Place) -> Client:
    """Return a browser at another host that sends the same session's key."""
    thief = Client(HTTP_HOST=place.primary_domain)
    if settings.SESSION_COOKIE_NAME in browser.cookies:
        key = browser.cookies[settings.SESSION_COOKIE_NAME].value
        thief.cookies[settings.SESSION_COOKIE_NAME] = key
    return thief


def _memberships(people: QuerySet[User]) -> QuerySet[Any]:
    return User.groups.through.objects.filter(user__in=people)


@contextmanager
def everybody(place: Place) -> Iterator[dict[str, Client]]:
    """Make everybody outside any transaction, signed in; take them away again."""
    make(place)
    try:
        signed_in = browsers(place)
        yield signed_in
    finally:
        connection.set_schema_to_public()
        keys = [
            browser.cookies[settings.SESSION_COOKIE_NAME].value
            for kind, browser in signed_in.items()
            if kind != NOBODY
        ]
        with portal_context(place):
            Session.objects.filter(pk__in=keys).delete()
            # Without Django's cascade: it would ask the platform for tables of portals.
            made = User.objects.filter(email__endswith="@permissions.example")
            theirs = [model.objects.filter(user__in=made) for model in BELONGINGS]
            for rows in (*theirs, _memberships(made), made):
                rows._raw_delete(rows.db)
