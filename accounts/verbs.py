"""What the ledger can say that somebody did.

A verb is `<app>.<what_happened>`. This app's own are listed here. An app above lists its own in the
same way in a `verbs.py` and registers them, with words for people, in `AppConfig.ready`.
"""

import re
from collections.abc import Mapping

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

_SHAPE = re.compile(r"([a-z_]+)\.([a-z_]+)\Z")


class UnknownVerb(ValueError):
    """The ledger was asked to record something that nobody declared."""


class Verb(models.TextChoices):
    """What this app records."""

    ROLE_GIVEN = "accounts.role_given", gettext_lazy("gave a role")
    ROLE_ENDED = "accounts.role_ended", gettext_lazy("ended a role")
    ROLE_LEFT = "accounts.role_left", gettext_lazy("gave up a role")
    ROLE_END_CHANGED = "accounts.role_end_changed", gettext_lazy("changed until when a role holds")
    PERSON_SUSPENDED = "accounts.person_suspended", gettext_lazy("suspended somebody")
    PERSON_RESTORED = "accounts.person_restored", gettext_lazy("let somebody in again")
    TEAM_EXPORTED = "accounts.team_exported", gettext_lazy("took a copy of the list of the team")
    PERSON_INVITED = "accounts.person_invited", gettext_lazy("invited somebody")
    INVITATION_APPROVED = "accounts.invitation_approved", gettext_lazy("agreed to an invitation")
    INVITATION_SENT_AGAIN = (
        "accounts.invitation_sent_again",
        gettext_lazy("sent an invitation again"),
    )
    INVITATION_WITHDRAWN = "accounts.invitation_withdrawn", gettext_lazy("withdrew an invitation")
    INVITATION_ACCEPTED = "accounts.invitation_accepted", gettext_lazy("accepted an invitation")
    ACCOUNT_MADE = "accounts.account_made", gettext_lazy("made an account")
    EMAIL_CONFIRMED = "accounts.email_confirmed", gettext_lazy("confirmed their e-mail address")
    PROFILE_CHANGED = "accounts.profile_changed", gettext_lazy("changed their details")
    PASSWORD_CHANGED = "accounts.password_changed", gettext_lazy("changed their password")
    PASSWORD_RESET = "accounts.password_reset", gettext_lazy("chose a new password by e-mail")
    PLACES_CHANGED = "accounts.places_changed", gettext_lazy("changed the localities or schools")
    DEVICE_ADDED = "accounts.device_added", gettext_lazy("added a device for two-step verification")
    DEVICE_REMOVED = (
        "accounts.device_removed",
        gettext_lazy("removed a device for two-step verification"),
    )
    RECOVERY_CODES_MADE = "accounts.recovery_codes_made", gettext_lazy("made new recovery codes")
    RECOVERY_CODE_USED = "accounts.recovery_code_used", gettext_lazy("used a recovery code")
    PROOF_FAILED = "accounts.proof_failed", gettext_lazy("gave a wrong code or password")
    PROOFS_PAUSED = (
        "accounts.proofs_paused",
        gettext_lazy("gave so many wrong codes that they have to wait"),
    )
    RESET_ASKED = (
        "accounts.reset_asked",
        gettext_lazy("asked to reset somebody's two-step verification"),
    )
    RESET_WITHDRAWN = "accounts.reset_withdrawn", gettext_lazy("took back a request for a reset")
    SECOND_FACTOR_RESET = (
        "accounts.second_factor_reset",
        gettext_lazy("reset somebody's two-step verification"),
    )
    SESSIONS_ENDED = "accounts.sessions_ended", gettext_lazy("ended all sessions")
    SESSION_ENDED = "accounts.session_ended", gettext_lazy("ended a session")
    EMAIL_CHANGE_ASKED = (
        "accounts.email_change_asked",
        gettext_lazy("asked for another e-mail address"),
    )
    EMAIL_CHANGE_WITHDRAWN = (
        "accounts.email_change_withdrawn",
        gettext_lazy("took back another e-mail address"),
    )
    EMAIL_CHANGE_STOPPED = (
        "accounts.email_change_stopped",
        gettext_lazy("said that a change was not theirs"),
    )
    EMAIL_CHANGED = "accounts.email_changed", gettext_lazy("changed their e-mail address")
    DATA_DOWNLOADED = "accounts.data_downloaded", gettext_lazy("downloaded what is held about them")
    ACCOUNT_LEFT = "accounts.account_left", gettext_lazy("left")
    NOTIFICATIONS_CHOSEN = (
        "accounts.notifications_chosen",
        gettext_lazy("chose how they are told of things"),
    )
    MAIL_PAUSED = (
        "accounts.mail_paused",
        gettext_lazy("paused e-mails to an address that sends them back"),
    )
    MAIL_WITHHELD = (
        "accounts.mail_withheld",
        gettext_lazy("held back e-mails to an address that sends them back"),
    )
    MAIL_RESUMED = "accounts.mail_resumed", gettext_lazy("resumed e-mails to their address")
    SIGN_IN_FAILED = "accounts.sign_in_failed", gettext_lazy("tried to sign in and failed")
    SIGN_IN_PAUSED = (
        "accounts.sign_in_paused",
        gettext_lazy("tried to sign in too often and has to wait"),
    )
    SIGN_INS_FLOODED = (
        "accounts.sign_ins_flooded",
        gettext_lazy("tried to sign in so often that the ledger stopped listing it for this hour"),
    )
    LEDGER_EXPORTED = "accounts.ledger_exported", gettext_lazy("downloaded entries of the ledger")
    LEDGER_CHECKED = "accounts.ledger_checked", gettext_lazy("had the ledger's chain checked")


_words: dict[str, str | Promise] = dict(Verb.choices)


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
    return str(_words.get(verb, "")) or verb.partition(".")[2].replace("_", " ")


def sentence_for(verb: str) -> str:
    """Return a verb in words that begin a line."""
    words = words_for(verb)
    return words[:1].upper() + words[1:]


def _namespace(verb: str) -> str:
    shape = _SHAPE.match(verb)
    if shape is None or shape[1] not in apps.app_configs:
        raise UnknownVerb(f"{verb!r} is not <app>.<what_happened>.")
    return shape[1]
