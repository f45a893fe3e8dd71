"""Raising a portal's content version: what makes its cached public pages stale, everywhere."""

from django.db import transaction

from tenants.connection import connection
from tenants.current import current
from tenants.hosts import forget_hosts
from tenants.models import Portal
from tenants.platform import Platform
from tenants.provisioning.schema import TEMPLATE_SCHEMA


def public_content_changed() -> None:
    """Make every kept public page of the portal in hand stale, in this and every other process.

    Part of the transaction that changes the content, so the two cannot come apart.
    """
    if connection.schema_name == TEMPLATE_SCHEMA:
        return
    portal = current()
    if isinstance(portal, Platform):
        return
    Portal.objects.filter(pk=portal.pk).raise_content_version()
    forget_hosts()
    transaction.on_commit(forget_hosts)
