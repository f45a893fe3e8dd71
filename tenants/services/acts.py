"""What every service of this package does: checks a rule, locks the portal, tells the ledgers."""

from typing import Any

from tenants.access import Rule
from tenants.connection import connection
from tenants.errors import ServiceError
from tenants.models import Portal
from tenants.rules import can_operate
from tenants.signals import platform_event, portal_event

Actor = Any
"""An `accounts.User`, or None for the command line."""


def require_operator(actor: Actor) -> None:
    """Raise `ServiceError` unless an operator or the command line acts."""
    require(can_operate, actor, "Only the platform's operators do this.")


def require(rule: Rule, actor: Actor, words: str) -> None:
    """Raise `ServiceError` in these words when the rule says no; the command line may do all."""
    if actor is not None and not rule(actor, None):
        raise ServiceError(words)


def locked_row(portal: Portal) -> Portal:
    """Return the portal's row, locked; raise `ServiceError` for another's or one that is gone."""
    if connection.schema_name not in ("public", portal.schema_name):
        raise ServiceError("This is another portal's.")
    try:
        return Portal.objects.select_for_update().get(pk=portal.pk)
    except Portal.DoesNotExist:
        raise ServiceError("This portal is no longer there.") from None


def save_public_change(portal: Portal) -> None:
    """Save what the public sees, so that its kept pages are stale."""
    portal.save()
    Portal.objects.filter(pk=portal.pk).raise_content_version()
    portal.refresh_from_db(fields=["content_version"])


def tell_platform(portal: Portal, actor: Actor, verb: str, detail: dict[str, Any]) -> None:
    """Tell the platform\'s ledger."""
    platform_event.send(Portal, portal=portal, actor=actor, verb=f"portal_{verb}", detail=detail)


def tell_portal(portal: Portal, actor: Actor, verb: str, detail: dict[str, Any]) -> None:
    """Tell the portal's own ledger."""
    portal_event.send(Portal, portal=portal, actor=actor, verb=verb, detail=detail)
