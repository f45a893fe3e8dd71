"""Making a portal (P2, P9)."""

from django.db import IntegrityError, OperationalError, transaction

from tenants.current import portal_context
from tenants.errors import ServiceError
from tenants.models import Domain, Portal
from tenants.names import schema_for
from tenants.platform import PLATFORM
from tenants.provisioning.details import PortalDetails, check_details, check_free_domain
from tenants.provisioning.fingerprint import migrations_fingerprint
from tenants.provisioning.spares import make_schema, refill_spares
from tenants.provisioning.template import Progress, script_for, silent
from tenants.services.acts import Actor, require_operator, tell_platform
from tenants.signals import portal_created

DISK_FULL = "53100"
"""PostgreSQL's code for a full disk."""


def create_portal(*, actor: Actor, details: PortalDetails, progress: Progress = silent) -> Portal:
    """Make a portal with starter content, in one transaction, and invite its administrator (P2).

    Raises `ServiceError` when it cannot be made as asked or the disk is full; then nothing is
    left behind and the same call can be made again.
    """
    require_operator(actor)
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
        name_cy=details.name_cy.strip(),
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
        contact_address_cy=details.contact_address_cy,
        contact_hours=details.contact_hours,
        contact_hours_cy=details.contact_hours_cy,
        migrated_to=migrations_fingerprint(),
    )
    portal.save()
    Domain.objects.create(domain=check_free_domain(details.host), tenant=portal, is_primary=True)
    if details.domain and check_free_domain(details.usual_host):
        # It answers from the first second, whenever the portal's own domain is pointed here.
        Domain.objects.create(domain=details.usual_host, tenant=portal, is_primary=False)
    make_schema(portal.kind, portal.schema_name, script)
    with portal_context(portal):
        portal_created.send(sender=Portal, portal=portal, details=details, actor=actor)
    with portal_context(PLATFORM):
        refill_spares.enqueue()
    tell_platform(portal, actor, "created", {"slug": portal.slug, "kind": portal.kind})
    return portal
