"""Taking away a copy of what the portal holds about oneself (A8)."""

from typing import IO

from django.db import transaction

from accounts.copies import Section, archive_for, preview_for
from accounts.ledger import record
from accounts.models import User
from accounts.services.own_account import NOT_HERE, locked_person
from accounts.verbs import Verb
from tenants.errors import ServiceError


def see_my_data(*, actor: User) -> list[Section]:
    """Return what is held about oneself, the first rows of each part. Raises `ServiceError`."""
    person = User.objects.filter(uuid=actor.uuid, is_active=True).first()
    if person is None:
        raise ServiceError(NOT_HERE)
    return preview_for(person)


def download_my_data(*, actor: User) -> IO[bytes]:
    """Return an archive of all that is held about oneself. Raises `ServiceError`."""
    with transaction.atomic():
        person = locked_person(actor)
        archive = archive_for(person)
        record(actor=person, verb=Verb.DATA_DOWNLOADED, subject=person)
    return archive
