"""Telling people, in plain words, what was done to their roles and accounts."""

from typing import Any

from accounts.addresses import full_address
from accounts.mails import mail_after_commit
from accounts.models import RoleGrant, User
from accounts.scopes import label_of


def tell_of_role(mail: str, grant: RoleGrant, *, by: User | None, **context: Any) -> None:
    """Mail whoever holds a grant what has happened to it."""
    tell_person(
        mail,
        grant.user,
        by=by,
        role=grant.definition,
        where=label_of(grant.scope),
        starts_at=None if grant.has_begun else grant.starts_at,
        last_day=grant.last_day,
        **context,
    )


def tell_person(mail: str, person: User, *, by: User | None, **context: Any) -> None:
    """Mail somebody what another has done; nothing to who cannot know of the account yet."""
    if person.is_confirmed and person != by:
        mail_after_commit(
            mail,
            to=person.email,
            language=person.language,
            person=person,
            by=by,
            link=full_address("account"),
            **context,
        )
