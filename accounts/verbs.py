"""What the ledger can say that somebody did.

A verb is `<app>.<what_happened>`. This app's own are listed here. An app above lists its own in the
same way in a `verbs.py` and registers them, with words for people, in `AppConfig.ready`.
"""

import re
from collections.abc import Mapping

from django.apps import apps
from django.db import models

_SHAPE = re.compile(r"([a-z_]+)\.([a-z_]+)\Z")


class UnknownVerb(ValueError):
    """The ledger was asked to record something that nobody declared."""


class Verb(models.TextChoices):
    """What this app records."""

    ROLE_GIVEN = "accounts.role_given", "gave a role"
    ROLE_ENDED = "accounts.role_ended", "ended a role"
    ROLE_LEFT = "accounts.role_left", "gave up a role"
    ROLE_END_CHANGED = "accounts.role_end_changed", "changed until when a role holds"
    PERSON_SUSPENDED = "accounts.person_suspended", "suspended somebody"
    PERSON_RESTORED = "accounts.person_restored", "let somebody in again"
    TEAM_EXPORTED = "accounts.team_exported", "took a copy of the list of the team"
    PERSON_INVITED = "accounts.person_invited", "invited somebody"
    INVITATION_APPROVED = "accounts.invitation_approved", "agreed to an invitation"
    INVITATION_SENT_AGAIN = "accounts.invitation_sent_again", "sent an invitation again"
    INVITATION_WITHDRAWN = "accounts.invitation_withdrawn", "withdrew an invitation"
    INVITATION_ACCEPTED = "accounts.invitation_accepted", "accepted an invitation"
    ACCOUNT_MADE = "accounts.account_made", "made an account"
    EMAIL_CONFIRMED = "accounts.email_confirmed", "confirmed their e-mail address"
    PROFILE_CHANGED = "accounts.profile_changed", "changed their details"
    PASSWORD_CHANGED = "accounts.password_changed", "changed their password"
    PASSWORD_RESET = "accounts.password_reset", "chose a new password by e-mail"
    PLACES_CHANGED = "accounts.places_changed", "changed the localities or schools"
    SESSIONS_ENDED = "accounts.sessions_ended", "ended all sessions"


_words: dict[str, str] = dict(Verb.choices)


def register_verbs(words: Mapping[str, str]) -> None:
    """Add an app's verbs: `{"forum.post_hidden": "hid a post"}`. Raises `UnknownVerb` by shape."""
    for verb in words:
        _namespace(verb)
    _words.update(words)


def check_verb(verb: str) -> str:
    """Return the verb; raise `UnknownVerb` unless it is declared.

    The portals' own events come by signal from below and need no declaration.
    """
    if _namespace(verb) != "tenants" and verb not in _words:
        raise UnknownVerb(f"{verb!r} is declared nowhere: see accounts.verbs.register_verbs.")
    return str(verb)


def words_for(verb: str) -> str:
    """Return a verb in words for people."""
    return _words.get(verb) or verb.partition(".")[2].replace("_", " ")


def _namespace(verb: str) -> str:
    shape = _SHAPE.match(verb)
    if shape is None or shape[1] not in apps.app_configs:
        raise UnknownVerb(f"{verb!r} is not <app>.<what_happened>.")
    return shape[1]
