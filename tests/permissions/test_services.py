"""Each service that asks who acts, called by everybody: only its rule's people get through."""

from collections.abc import Callable
from inspect import isfunction
from typing import Any

import pytest
from django.utils import timezone

from accounts import services as people
from accounts.demonstration import PASSWORD
from accounts.models import RoleGrant
from accounts.rules import can_end_sessions
from tenants import services as portals
from tenants.current import portal_context
from tenants.errors import ServiceError
from tenants.models import Portal
from tenants.platform import PLATFORM
from tests.conftest import person
from tests.factories.accounts import (
    UserFactory,
)
from tests.permissions.services import (
    A_NAME,
    ASK_NOBODY,
    OF_A_PORTAL,
    OF_THE_PLATFORM,
    PORTAL_ROLES,
    Service,
)


def test_every_service_is_in_a_table():
    named = {name.partition(" ")[0] for name in (*OF_A_PORTAL, *OF_THE_PLATFORM)}
    ours = {
        name
        for services in (portals, people)
        for name in services.__all__
        if isfunction(getattr(services, name))
    }

    assert ours - {"deletable_from"} == named | ASK_NOBODY


@pytest.fixture
def obeys(_public) -> Callable[..., bool]:
    """Call a service as somebody; return whether it did it. Anything but a refusal is a fault."""

    def call(service: Service, actor: Any, place: Any, given: Any) -> bool:
        with portal_context(place):
            try:
                service.call(actor, given)
            except ServiceError:
                return False
            return True

    return call


def prepared(service: Service, place: Any) -> Any:
    north = Portal.objects.get(slug="north")
    with portal_context(place):
        return service.given(north)


@pytest.mark.parametrize(
    ("name", "role"),
    [(name, role) for name, service in OF_A_PORTAL.items() for role in sorted(service.roles)],
)
def test_a_portals_services_obey_the_roles_of_their_rule(obeys, portal, name, role):
    service = OF_A_PORTAL[name]
    given = prepared(service, portal)

    assert obeys(service, person(portal, role), portal, given)


@pytest.mark.parametrize("name", OF_A_PORTAL)
def test_a_portals_services_obey_no_other_role(obeys, portal, name):
    service = OF_A_PORTAL[name]
    given = prepared(service, portal)
    others = [role for role in PORTAL_ROLES if role not in service.roles]

    obeyed = [role for role in others if obeys(service, person(portal, role), portal, given)]

    assert obeyed == []
    assert not obeys(service, UserFactory(), portal, given)


@pytest.mark.parametrize("name", OF_A_PORTAL)
def test_a_portals_services_obey_no_operator(obeys, portal, name):
    service = OF_A_PORTAL[name]
    given = prepared(service, portal)

    assert not obeys(service, person(PLATFORM, "operator"), portal, given)


@pytest.mark.parametrize("name", OF_A_PORTAL)
def test_a_portals_services_obey_nobody_of_another_portal(obeys, portal, other_portal, name):
    """Though the people of both have the same primary keys."""
    service = OF_A_PORTAL[name]
    given = prepared(service, portal)

    for role in service.roles:
        stranger = person(other_portal, role)
        assert stranger.pk == person(portal, role).pk
        assert not obeys(service, stranger, portal, given)


@pytest.mark.parametrize("name", OF_THE_PLATFORM)
def test_the_platforms_services_obey_no_role_of_a_portal(obeys, portal, name):
    service = OF_THE_PLATFORM[name]
    given = prepared(service, PLATFORM)

    obeyed = [
        (role, place.name)
        for role in PORTAL_ROLES
        for place in (portal, PLATFORM)
        if obeys(service, person(portal, role), place, given)
    ]

    assert obeyed == []


@pytest.mark.parametrize("name", OF_THE_PLATFORM)
def test_the_platforms_services_obey_operators(obeys, _public, name):
    service = OF_THE_PLATFORM[name]

    assert obeys(service, person(PLATFORM, "operator"), PLATFORM, prepared(service, PLATFORM))


@pytest.mark.parametrize("name", OF_THE_PLATFORM)
def test_the_platforms_services_do_not_obey_a_person_without_a_role(obeys, _public, name):
    service = OF_THE_PLATFORM[name]
    with portal_context(PLATFORM):
        somebody = UserFactory()

    assert not obeys(service, somebody, PLATFORM, prepared(service, PLATFORM))


def test_an_administrator_changes_no_other_portal(portal, other_portal):
    """In one's own portal, naming the neighbour."""
    boss = person(portal, "portal_administrator")

    for name in ("set_module", "set_theme", "set_languages"):
        with pytest.raises(ServiceError, match="another portal"):
            OF_A_PORTAL[name].call(boss, other_portal)


def test_operators_read_the_platforms_own_ledger(obeys, _public):
    for name in ("export_ledger", "start_chain_check"):
        assert obeys(OF_A_PORTAL[name], person(PLATFORM, "operator"), PLATFORM, PLATFORM)


def test_a_person_of_another_portal_is_not_taken_for_the_one_with_the_same_key(
    portal, other_portal
):
    here, there = (person(place, "member") for place in (portal, other_portal))

    assert not can_end_sessions(there, here)


OWN = {
    "change_profile": lambda actor: people.change_profile(actor=actor, **A_NAME),
    "change_password": lambda actor: people.change_password(
        actor=actor, current_password=PASSWORD, new_password="lantern-otter-basil"
    ),
    "ask_email_change": lambda actor: people.ask_email_change(
        actor=actor, email="new@people.example", password=PASSWORD
    ),
    "withdraw_email_change": lambda actor: people.withdraw_email_change(actor=actor),
    "see_my_data": lambda actor: people.see_my_data(actor=actor),
    "download_my_data": lambda actor: people.download_my_data(actor=actor),
    "leave": lambda actor: people.leave(actor=actor, password=PASSWORD),
}


@pytest.mark.parametrize("name", OWN)
def test_a_person_of_another_portal_touches_no_account_here(portal, other_portal, name):
    stranger = person(other_portal, "member")
    assert stranger.pk == person(portal, "member").pk

    with pytest.raises(ServiceError):
        OWN[name](stranger)


def test_a_role_that_has_ended_obeys_nobody(obeys, portal):
    boss = person(portal, "portal_administrator")
    RoleGrant.objects.filter(user=boss).update(ends_at=timezone.now())
    service = OF_A_PORTAL["invite_person"]

    assert not obeys(service, person(portal, "portal_administrator"), portal, portal)


def test_a_closed_account_obeys_nobody(obeys, portal):
    boss = person(portal, "portal_administrator")
    boss.is_active = False
    boss.save()
    service = OF_A_PORTAL["invite_person"]

    assert not obeys(service, person(portal, "portal_administrator"), portal, portal)
