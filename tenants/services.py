"""Everything that is done to portals. Actor None is the command line."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from tenants.access import Rule
from tenants.connection import connection
from tenants.current import portal_context
from tenants.errors import ServiceError
from tenants.models import Domain, Portal
from tenants.modules import module_named
from tenants.names import NameRefused, schema_for
from tenants.provisioning.details import (
    PortalDetails,
    check_details,
    check_free_domain,
    check_text,
)
from tenants.provisioning.fingerprint import migrations_fingerprint
from tenants.provisioning.schema import replay
from tenants.provisioning.template import Progress, script_for, silent
from tenants.rules import can_choose_modules, can_operate, can_set_contact, can_set_theme
from tenants.signals import platform_event, portal_created, portal_event
from tenants.storage import remove_files_of
from theme.brand import Brand, BrandError

Actor = Any
"""An `accounts.User`, or None for the command line."""
CONTACT = ("contact_telephone", "contact_email", "contact_address", "contact_hours")
DISK_FULL = "53100"
"""PostgreSQL's code for a full disk."""


def create_portal(*, actor: Actor, details: PortalDetails, progress: Progress = silent) -> Portal:
    """Make a portal with starter content, in one transaction, and invite its administrator (P2).

    Raises `ServiceError` when it cannot be made as asked or the disk is full; then nothing is
    left behind and the same call can be made again.
    """
    _require_operator(actor)
    check_details(details)
    script = script_for(details.kind, progress)
    progress("Creating the portal")
    try:
        with transaction.atomic():
            return _create(actor, details, script)
    except IntegrityError:
        raise ServiceError(
            {"slug": "Somebody has just made a portal with this web name or domain."}
        ) from None
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") == DISK_FULL:
            raise ServiceError("The database's disk is full. Nothing was made.") from None
        raise


def _create(actor: Actor, details: PortalDetails, script: str) -> Portal:
    portal = Portal(
        schema_name=schema_for(details.slug),
        slug=details.slug,
        name=details.name.strip(),
        short_name=details.short_name.strip() or details.name.strip()[:30],
        kind=details.kind,
        status=Portal.Status.LIVE if details.open_now else Portal.Status.SETTING_UP,
        languages=list(details.languages),
        default_language=details.default_language,
        modules=details.module_slugs,
        theme=details.theme,
        contact_email=details.contact_email,
        contact_telephone=details.contact_telephone,
        contact_address=details.contact_address,
        contact_hours=details.contact_hours,
        migrated_to=migrations_fingerprint(),
    )
    portal.save()
    Domain.objects.create(domain=check_free_domain(details.host), tenant=portal, is_primary=True)
    if details.domain and check_free_domain(details.usual_host):
        # It answers from the first second, whenever the portal's own domain is pointed here.
        Domain.objects.create(domain=details.usual_host, tenant=portal, is_primary=False)
    replay(script, portal.schema_name)
    with portal_context(portal):
        portal_created.send(sender=Portal, portal=portal, details=details, actor=actor)
    _tell_platform(portal, actor, "created", {"slug": portal.slug, "kind": portal.kind})
    return portal


def rename_portal(*, actor: Actor, portal: Portal, name: str, short_name: str = "") -> Portal:
    """Give a portal another name; its addresses stay. Raises `ServiceError`."""
    _require_operator(actor)
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
        locked = _locked(portal)
        before = locked.name
        locked.name, locked.short_name = name.strip(), (short_name or name[:30]).strip()
        _save_public_change(locked)
        _tell_platform(locked, actor, "renamed", {"from": before, "to": locked.name})
    return locked


def add_domain(*, actor: Actor, portal: Portal, domain: str, primary: bool = False) -> Domain:
    """Let a portal answer to one more host. Raises `ServiceError`."""
    _require_operator(actor)
    try:
        name = check_free_domain(domain)
        with transaction.atomic():
            locked = _locked(portal)
            added = Domain.objects.create(domain=name, tenant=locked, is_primary=primary)
            _save_public_change(locked)
            _tell_platform(locked, actor, "domain_added", {"domain": name, "primary": primary})
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


def deletable_from(portal: Portal) -> Any:
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
    _require_operator(actor)
    if typed_name.strip() != portal.name:
        raise ServiceError({"typed_name": "Type the portal's name exactly as it is shown."})
    with transaction.atomic():
        locked = _locked(portal)
        moment = deletable_from(locked)
        if moment is None:
            raise ServiceError("Close the portal first.")
        if moment > timezone.now() and not (skip_cooling_off and actor is None):
            raise ServiceError(f"It can be deleted from {timezone.localtime(moment):%-d %B %Y}.")
        _tell_platform(locked, actor, "deleted", {"slug": locked.slug, "name": locked.name})
        schema = locked.schema_name
        locked.delete(force_drop=True)
        transaction.on_commit(lambda: remove_files_of(schema))


def set_module(*, actor: Actor, portal: Portal, slug: str, on: bool) -> Portal:
    """Switch an add-on of a portal on or off, at once; nothing of it is lost (P4)."""
    _require(can_choose_modules, actor, "Only the portal's administrators choose its add-ons.")
    if module_named(slug) is None:
        raise ServiceError(f"There is no module called “{slug}”.")
    with transaction.atomic():
        locked = _locked(portal)
        if (slug in locked.modules) != on:
            locked.modules = [other for other in locked.modules if other != slug]
            locked.modules += [slug] if on else []
            _save_public_change(locked)
            verb = "module_on" if on else "module_off"
            portal_event.send(
                Portal, portal=locked, actor=actor, verb=verb, detail={"module": slug}
            )
    return locked


def set_theme(*, actor: Actor, portal: Portal, values: dict[str, Any]) -> Portal:
    """Change a portal's look; one that cannot be read is refused with `ServiceError` (P5)."""
    _require(can_set_theme, actor, "Only the portal's administrators change its look.")
    try:
        Brand.from_values(values)
    except BrandError as error:
        raise ServiceError(
            {field: " ".join(texts) for field, texts in error.errors.items()}
        ) from None
    with transaction.atomic():
        locked = _locked(portal)
        locked.theme = values
        _save_public_change(locked)
        portal_event.send(
            Portal, portal=locked, actor=actor, verb="theme_changed", detail={"theme": values}
        )
    return locked


def set_contact(*, actor: Actor, portal: Portal, details: Mapping[str, str]) -> Portal:
    """Change how a portal can be reached: e-mail, telephone, address, hours (P1)."""
    _require(can_set_contact, actor, "Only the portal's administrators change its contact details.")
    with transaction.atomic():
        locked = _locked(portal)
        for name in CONTACT:
            setattr(locked, name, details.get(name, "").strip())
        try:
            locked.clean_fields(exclude={f.name for f in Portal._meta.fields} - set(CONTACT))
        except ValidationError as error:
            messages = {name: " ".join(texts) for name, texts in error.message_dict.items()}
            raise ServiceError(messages) from None
        _save_public_change(locked)
        portal_event.send(Portal, portal=locked, actor=actor, verb="contact_changed", detail={})
    return locked


def _change_status(
    actor: Actor,
    portal: Portal,
    status: Portal.Status,
    verb: str,
    *,
    allowed: set[Portal.Status],
    **changes: Any,
) -> Portal:
    _require_operator(actor)
    with transaction.atomic():
        locked = _locked(portal)
        if locked.status not in allowed:
            raise ServiceError(f"The portal is {locked.get_status_display().lower()} already.")
        locked.status = status
        for name, value in changes.items():
            setattr(locked, name, value)
        locked.save()
        _tell_platform(locked, actor, verb, {})
    return locked


def _require_operator(actor: Actor) -> None:
    _require(can_operate, actor, "Only the platform's operators do this.")


def _require(rule: Rule, actor: Actor, words: str) -> None:
    """Raise `ServiceError` in these words when the rule says no; the command line may do all."""
    if actor is not None and not rule(actor, None):
        raise ServiceError(words)


def _locked(portal: Portal) -> Portal:
    if connection.schema_name not in ("public", portal.schema_name):
        raise ServiceError("This is another portal's.")
    try:
        return Portal.objects.select_for_update().get(pk=portal.pk)
    except Portal.DoesNotExist:
        raise ServiceError("This portal is no longer there.") from None


def _save_public_change(portal: Portal) -> None:
    portal.save()
    Portal.objects.filter(pk=portal.pk).raise_content_version()
    portal.refresh_from_db(fields=["content_version"])


def _tell_platform(portal: Portal, actor: Actor, verb: str, detail: dict[str, Any]) -> None:
    platform_event.send(Portal, portal=portal, actor=actor, verb=f"portal_{verb}", detail=detail)
