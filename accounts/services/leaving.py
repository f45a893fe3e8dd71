"""Leaving: roles, sessions and devices end, and the account becomes nobody's (A8).

What somebody wrote stays under "A former member" or goes, as the rule of each module says; what is
kept about families follows its own retention.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.groups import keep_groups_in_step
from accounts.ledger import record
from accounts.locks import LAST_LOCK, lock
from accounts.mails import mail_after_commit
from accounts.models import RoleGrant, User
from accounts.services.ending import check_not_last, is_last
from accounts.services.own_account import locked_person
from accounts.services.proofs import check_own_password
from accounts.services.releasing import free_address
from accounts.services.visits import drop_sessions
from accounts.verbs import Verb
from tenants.personal_data import forget_everywhere


def roles_that_keep(person: User) -> list[str]:
    """Return the titles of the roles of which a person is the last holder: they cannot leave."""
    now = timezone.now()
    roles = (grant.definition for grant in _open_grants(person, now))
    return [role.title for role in roles if is_last(role, person, now)]


def leave(*, actor: User, password: str) -> None:
    """Close one's own account for good; a mail confirms it. The address can be used again.

    Raises `ServiceError`: for a wrong password, and for the last holder of a role that must stay.
    """
    check_own_password(person=actor, password=password)
    with transaction.atomic():
        lock(LAST_LOCK)  # two last holders must not leave at once
        person = locked_person(actor)
        email, language, called = person.email, person.language, str(person)
        roles = _end_roles(person)
        drop_sessions(person)
        forget_everywhere(person)
        free_address(person)
        keep_groups_in_step(person)
        mail_after_commit("goodbye", to=email, language=language, called=called)
        record(actor=person, verb=Verb.ACCOUNT_LEFT, subject=person, detail={"roles": roles})


def _end_roles(person: User) -> list[str]:
    """End all that a person holds or will hold; return which roles. Raises `ServiceError`."""
    now = timezone.now()
    grants = _open_grants(person, now)
    for grant in grants:
        check_not_last(grant.definition, grant.user, now)
    for grant in grants:
        grant.ends_at, grant.ended_by = max(now, grant.starts_at), person
        grant.save(update_fields=["ends_at", "ended_by"])
    return sorted({grant.role for grant in grants})


def _open_grants(person: User, now: datetime) -> list[RoleGrant]:
    grants = RoleGrant.objects.filter(user=person.pk)
    return list(grants.ending_after(now).select_related("user"))
