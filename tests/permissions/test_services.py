"""Each service that asks who acts, called by everybody: only its rule's people get through."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from inspect import isfunction
from typing import Any

import pytest
from django.utils import timezone

from accounts import services as people
from accounts.demonstration import PASSWORD
from accounts.ledger_reading import Filters
from accounts.models import Locality, RoleGrant
from accounts.roles import ROLES
from accounts.rules import can_end_sessions
from accounts.services.invitations import Wanted
from cms.models import HomePage
from tenants import services as portals
from tenants.current import portal_context
from tenants.errors import ServiceError
from tenants.models import Portal
from tenants.platform import PLATFORM
from tenants.provisioning.details import PortalDetails
from tests.conftest import person
from tests.factories.accounts import (
    InvitationFactory,
    RoleGrantFactory,
    SecondFactorResetFactory,
    UserFactory,
    VisitFactory,
)

PORTAL_ROLES = [role.slug for role in ROLES.values() if not role.platform_only]
NEW = PortalDetails(slug="western", name="Western Parents", kind="pru")
BRAND = {"brand_colour": "#4a1c6b"}
A_WISH = Wanted("many@people.example", "editor")
A_NAME = {"display_name": "Changed", "full_name": "", "language": "en"}


def closed(north: Portal) -> Portal:
    portals.close_portal(actor=None, portal=north)
    Portal.objects.filter(pk=north.pk).update(closed_at=timezone.now() - timedelta(days=31))
    return Portal.objects.get(pk=north.pk)


def suspended(north: Portal) -> Portal:
    return portals.suspend_portal(actor=None, portal=north)


@dataclass(frozen=True)
class Service:
    """A service, how it is called, and the roles whose people it obeys."""

    call: Callable[[Any, Any], Any]
    """Takes who acts and what `given` returned."""
    roles: frozenset[str] = frozenset()
    given: Callable[[Portal], Any] = field(default=lambda north: north)
    """What must be there, made from the northern portal."""


OPERATORS, ADMINISTRATORS = frozenset({"operator"}), frozenset({"portal_administrator"})
MANAGERS = frozenset({"practice_manager"})
AUDITORS = frozenset({"auditor"})
OF_THE_PLATFORM = {
    "create_portal": Service(
        lambda actor, north: portals.create_portal(actor=actor, details=NEW), OPERATORS
    ),
    "rename_portal": Service(
        lambda actor, north: portals.rename_portal(actor=actor, portal=north, name="New"), OPERATORS
    ),
    "add_domain": Service(
        lambda actor, north: portals.add_domain(actor=actor, portal=north, domain="new.example"),
        OPERATORS,
    ),
    "suspend_portal": Service(
        lambda actor, north: portals.suspend_portal(actor=actor, portal=north), OPERATORS
    ),
    "resume_portal": Service(
        lambda actor, north: portals.resume_portal(actor=actor, portal=north), OPERATORS, suspended
    ),
    "close_portal": Service(
        lambda actor, north: portals.close_portal(actor=actor, portal=north), OPERATORS
    ),
    "delete_portal": Service(
        lambda actor, north: portals.delete_portal(
            actor=actor, portal=north, typed_name=north.name
        ),
        OPERATORS,
        closed,
    ),
}
OF_A_PORTAL = {
    "set_module": Service(
        lambda actor, north: portals.set_module(actor=actor, portal=north, slug="forum", on=False),
        ADMINISTRATORS,
    ),
    "set_contact": Service(
        lambda actor, north: portals.set_contact(actor=actor, portal=north, details={}),
        ADMINISTRATORS,
    ),
    "set_languages": Service(
        lambda actor, north: portals.set_languages(
            actor=actor, portal=north, languages=["en"], default_language="en"
        ),
        ADMINISTRATORS,
    ),
    "set_places": Service(
        lambda actor, north: people.set_places(
            actor=actor, kind=Locality, rows=[people.PlaceRow("East")]
        ),
        ADMINISTRATORS,
    ),
    "set_theme": Service(
        lambda actor, north: portals.set_theme(actor=actor, portal=north, values=BRAND),
        ADMINISTRATORS,
    ),
    "reset_theme": Service(
        lambda actor, north: portals.reset_theme(actor=actor, portal=north), ADMINISTRATORS
    ),
    "undo_theme": Service(
        lambda actor, given: portals.undo_theme(actor=actor, portal=given),
        ADMINISTRATORS,
        lambda north: portals.set_theme(actor=None, portal=north, values=BRAND),
    ),
    "ask_for_reset": Service(
        lambda actor, given: people.ask_for_reset(actor=actor, person=given, reason="Met her"),
        ADMINISTRATORS | MANAGERS,
        lambda north: UserFactory(),
    ),
    "agree_to_reset": Service(
        lambda actor, given: people.agree_to_reset(actor=actor, reset=given),
        ADMINISTRATORS | MANAGERS,
        lambda north: SecondFactorResetFactory(),
    ),
    "withdraw_reset": Service(
        lambda actor, given: people.withdraw_reset(actor=actor, reset=given),
        ADMINISTRATORS | MANAGERS,
        lambda north: SecondFactorResetFactory(),
    ),
    "invite_person": Service(
        lambda actor, north: people.invite_person(
            actor=actor, email="new@people.example", role="editor"
        ),
        ADMINISTRATORS,
    ),
    "resend_invitation": Service(
        lambda actor, given: people.resend_invitation(actor=actor, invitation=given),
        ADMINISTRATORS,
        lambda north: InvitationFactory(),
    ),
    "withdraw_invitation": Service(
        lambda actor, given: people.withdraw_invitation(actor=actor, invitation=given),
        ADMINISTRATORS,
        lambda north: InvitationFactory(),
    ),
    "approve_invitation": Service(
        lambda actor, given: people.approve_invitation(actor=actor, invitation=given),
        MANAGERS,
        lambda north: InvitationFactory(role="caseworker", needs_approval=True),
    ),
    "give_role": Service(
        lambda actor, given: people.give_role(actor=actor, person=given, role="editor"),
        ADMINISTRATORS,
        lambda north: UserFactory(),
    ),
    "offer_role": Service(
        lambda actor, given: people.offer_role(actor=actor, person=given, role="editor"),
        ADMINISTRATORS,
        lambda north: UserFactory(),
    ),
    "offer_role (casework)": Service(
        lambda actor, given: people.offer_role(actor=actor, person=given, role="caseworker"),
        ADMINISTRATORS,
        lambda north: UserFactory(),
    ),
    "give_role (limited)": Service(
        lambda actor, given: people.give_role(
            actor=actor, person=given[0], role="editor", scope=given[1]
        ),
        ADMINISTRATORS,
        lambda north: (UserFactory(), ("section", str(HomePage.objects.get().pk))),
    ),
    "invite_people": Service(
        lambda actor, north: people.invite_people(actor=actor, wanted=[A_WISH]), ADMINISTRATORS
    ),
    "resend_expired": Service(
        lambda actor, north: people.resend_expired(actor=actor), ADMINISTRATORS
    ),
    "change_role_end": Service(
        lambda actor, given: people.change_role_end(
            actor=actor, grant=given, ends_at=timezone.now() + timedelta(days=1)
        ),
        ADMINISTRATORS,
        lambda north: RoleGrantFactory(role="editor"),
    ),
    "suspend_person": Service(
        lambda actor, given: people.suspend_person(actor=actor, person=given, reason="A test"),
        ADMINISTRATORS,
        lambda north: UserFactory(),
    ),
    "restore_person": Service(
        lambda actor, given: people.restore_person(actor=actor, person=given),
        ADMINISTRATORS,
        lambda north: UserFactory(is_active=False),
    ),
    "export_team": Service(lambda actor, north: people.export_team(actor=actor), ADMINISTRATORS),
    "leave_role": Service(
        lambda actor, given: people.leave_role(actor=actor, grant=given),
        given=lambda north: RoleGrantFactory(role="editor"),
    ),
    "end_role": Service(
        lambda actor, given: people.end_role(actor=actor, grant=given),
        ADMINISTRATORS,
        lambda north: RoleGrantFactory(role="editor"),
    ),
    "end_role (casework)": Service(
        lambda actor, given: people.end_role(actor=actor, grant=given),
        ADMINISTRATORS | MANAGERS,
        lambda north: RoleGrantFactory(role="caseworker"),
    ),
    "end_session": Service(
        lambda actor, given: people.end_session(actor=actor, visit=given),
        ADMINISTRATORS,
        lambda north: VisitFactory(),
    ),
    "export_ledger": Service(
        lambda actor, north: people.export_ledger(actor=actor, filters=Filters()), AUDITORS
    ),
    "start_chain_check": Service(
        lambda actor, north: people.start_chain_check(actor=actor), AUDITORS
    ),
    "end_sessions": Service(
        lambda actor, given: people.end_sessions(actor=actor, person=given),
        ADMINISTRATORS,
        lambda north: UserFactory(),
    ),
}
ASK_NOBODY = {
    # For strangers: what comes in the mail is the proof.
    *("sign_up", "confirm_email", "request_password_reset", "reset_password"),
    *("find_invitation", "accept_invitation", "account_of"),
    *("confirm_email_change", "stop_email_change"),
    # From the command line and the making of a portal: rules of their own.
    *("invite_first_administrator", "invite_first_operator", "make_operator"),
    "reset_from_command_line",
    # One's own account: there is nobody else to name.
    *("add_app", "confirm_app", "make_codes", "remove_device"),
    *("change_profile", "change_password", "leave", "roles_that_keep"),
    *("ask_email_change", "withdraw_email_change", "pending_change", "visits_of"),
    *("see_my_data", "download_my_data"),
    # For whoever removes the thing, whose own rule was checked.
    "end_roles_of",
}


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
