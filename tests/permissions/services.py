"""Each service that asks who acts: how it is called, and whose people it obeys."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts import services as people
from accounts.ledger.finding import Filters
from accounts.models import Locality
from accounts.roles import ROLES
from accounts.services.invitations.wanted import Wanted
from cms.models import HomePage
from tenants import services as portals
from tenants.models import Portal
from tenants.provisioning.details import PortalDetails
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
