"""What this app does when it hears of portals, and when somebody signs in."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.groups import keep_groups_in_step
from accounts.ledger import record
from accounts.models import User
from accounts.notifications.sent import note_failed, note_leaving
from accounts.services.founding import invite_first_administrator
from accounts.services.places import make_places
from accounts.services.visits import tell_of_new_device
from accounts.sessions import begin
from tenants.current import portal_context
from tenants.platform import PLATFORM
from tenants.signals import (
    mail_failed,
    mail_leaving,
    platform_event,
    portal_created,
    portal_event,
)


@receiver(user_logged_in)
def begin_session(sender: type, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Bind the session to its portal; roles may have begun or ended since the last one."""
    visit = begin(request, user)
    tell_of_new_device(visit)
    with transaction.atomic():
        keep_groups_in_step(user)


@receiver(portal_created)
def found(sender: type, portal: Any, details: Any, actor: Any, **kwargs: Any) -> None:
    """Begin a new portal's places and ledger, and invite its first administrator (P1, P2)."""
    make_places(localities=details.localities, schools=details.schools)
    record(actor=actor, verb="tenants.portal_created", subject=portal, detail={"kind": portal.kind})
    if details.administrator_email:
        invite_first_administrator(
            actor=actor,
            email=details.administrator_email,
            display_name=details.administrator_name,
        )


@receiver(platform_event)
def record_on_platform(
    sender: type, portal: Any, actor: Any, verb: str, detail: Any, **kwargs: Any
) -> None:
    """Write what happened to a portal into the platform's ledger."""
    with portal_context(PLATFORM):
        record(actor=actor, verb=f"tenants.{verb}", subject=portal, detail=detail)


@receiver(portal_event)
def record_in_portal(
    sender: type, portal: Any, actor: Any, verb: str, detail: Any, **kwargs: Any
) -> None:
    """Write what happened inside a portal into its own ledger."""
    with portal_context(portal):
        record(actor=actor, verb=f"tenants.{verb}", subject=portal, detail=detail)


@receiver(mail_leaving)
def keep_mail(sender: type, token: str, email: str, kind: str, **kwargs: Any) -> None:
    """Keep a record of every mail of the portal in hand (A9)."""
    note_leaving(token=token, email=email, kind=kind)


@receiver(mail_failed)
def keep_failure(sender: type, token: str, problem: str, **kwargs: Any) -> None:
    """Keep why a mail did not go out."""
    note_failed(token=token, problem=problem)
