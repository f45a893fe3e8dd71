"""What operators do with portals (P3)."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from tenants.errors import ServiceError
from tenants.models import Domain, Portal
from tenants.names import NameRefused
from tenants.provisioning.details import check_free_domain, check_text
from tenants.services.acts import (
    Actor,
    locked_row,
    require_operator,
    save_public_change,
    tell_platform,
)
from tenants.storage import remove_files_of
from theme.times import day_in_words


def rename_portal(*, actor: Actor, portal: Portal, name: str, short_name: str = "") -> Portal:
    """Give a portal another name; its addresses stay. Raises `ServiceError`."""
    require_operator(actor)
    messages = {}
    for field, text, longest, what in [
        ("name", name, 120, "the portal's name"),
        ("short_name", short_name or name[:30], 30, "the short name"),
    ]:
        try:
            check_text(text, longest, what)
        except NameRefused as error:
            messages[field] = str(error)
    if messages:
        raise ServiceError(messages)
    with transaction.atomic():
        locked = locked_row(portal)
        before = locked.name
        locked.name, locked.short_name = name.strip(), (short_name or name[:30]).strip()
        save_public_change(locked)
        tell_platform(locked, actor, "renamed", {"from": before, "to": locked.name})
    return locked


def add_domain(*, actor: Actor, portal: Portal, domain: str, primary: bool = False) -> Domain:
    """Let a portal answer to one more host. Raises `ServiceError`."""
    require_operator(actor)
    try:
        name = check_free_domain(domain)
        with transaction.atomic():
            locked = locked_row(portal)
            added = Domain.objects.create(domain=name, tenant=locked, is_primary=primary)
            save_public_change(locked)
            tell_platform(locked, actor, "domain_added", {"domain": name, "primary": primary})
    except NameRefused as error:
        raise ServiceError({"domain": str(error)}) from None
    except IntegrityError:
        raise ServiceError({"domain": f"{name} is already in use."}) from None
    return added


def suspend_portal(*, actor: Actor, portal: Portal, message: str = "") -> Portal:
    """Stop serving a portal, with a message for its visitors; nothing is lost."""
    return _change_status(
        actor,
        portal,
        Portal.Status.SUSPENDED,
        "suspended",
        allowed={Portal.Status.LIVE, Portal.Status.SETTING_UP},
        status_message=message.strip()[:300],
    )


def resume_portal(*, actor: Actor, portal: Portal) -> Portal:
    """Serve a suspended or closed portal again, or open one that was being set up."""
    return _change_status(
        actor,
        portal,
        Portal.Status.LIVE,
        "resumed",
        allowed={Portal.Status.SUSPENDED, Portal.Status.CLOSED, Portal.Status.SETTING_UP},
        status_message="",
        closed_at=None,
    )


def close_portal(*, actor: Actor, portal: Portal) -> Portal:
    """Close a portal: its pages are gone, its data stays through the cooling-off period (P3)."""
    return _change_status(
        actor,
        portal,
        Portal.Status.CLOSED,
        "closed",
        allowed=set(Portal.Status) - {Portal.Status.CLOSED},
        closed_at=timezone.now(),
    )


def deletable_from(portal: Portal) -> datetime | None:
    """Return the moment from which a closed portal may be deleted for good, None if not closed."""
    if portal.closed_at is None:
        return None
    return portal.closed_at + timedelta(days=settings.COOLING_OFF_DAYS)


def delete_portal(
    *, actor: Actor, portal: Portal, typed_name: str, skip_cooling_off: bool = False
) -> None:
    """Delete a closed portal for good: schema, files and row. Raises `ServiceError`.

    The portal's name must be typed in full. Only the command line may skip the cooling-off.
    """
    require_operator(actor)
    if typed_name.strip() != portal.name:
        raise ServiceError({"typed_name": "Type the portal's name exactly as it is shown."})
    with transaction.atomic():
        locked = locked_row(portal)
        moment = deletable_from(locked)
        if moment is None:
            raise ServiceError("Close the portal first.")
        if moment > timezone.now() and not (skip_cooling_off and actor is None):
            raise ServiceError(f"It can be deleted from {day_in_words(moment)}.")
        tell_platform(locked, actor, "deleted", {"slug": locked.slug, "name": locked.name})
        schema = locked.schema_name
        locked.delete(force_drop=True)
        transaction.on_commit(lambda: remove_files_of(schema))


def _change_status(
    actor: Actor,
    portal: Portal,
    status: Portal.Status,
    verb: str,
    *,
    allowed: set[Portal.Status],
    **changes: Any,
) -> Portal:
    require_operator(actor)
    with transaction.atomic():
        locked = locked_row(portal)
        if locked.status not in allowed:
            raise ServiceError(f"The portal is {locked.get_status_display().lower()} already.")
        locked.status = status
        for name, value in changes.items():
            setattr(locked, name, value)
        locked.save()
        tell_platform(locked, actor, verb, {})
    return locked
