"""The mails of this app: which there are, and sending them once their transaction is through."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.current import current, portal_context
from tenants.languages import speaking
from tenants.mail import send_mail

SUBJECTS: Mapping[str, Promise] = {
    "account_exists": _("You already have an account with %(portal)s"),
    "approval_wanted": _("%(portal)s: a role needs your agreement"),
    "email_change_new": _("Confirm your new e-mail address for %(portal)s"),
    "email_change_old": _("Your e-mail address for %(portal)s is to be changed"),
    "email_change_taken": _("Your e-mail address and %(portal)s"),
    "email_changed": _("Your e-mail address for %(portal)s is changed"),
    "confirm_email": _("Confirm your e-mail address for %(portal)s"),
    "goodbye": _("You have left %(portal)s"),
    "invitation": _("You are invited to join %(portal)s"),
    "new_sign_in": _("A new sign-in to your account with %(portal)s"),
    "no_account": _("Your e-mail address and %(portal)s"),
    "password_changed": _("Your password for %(portal)s was changed"),
    "codes_guessed": _("Somebody tried to sign in to your account with %(portal)s"),
    "recovery_code_used": _("A recovery code for %(portal)s was used"),
    "second_factor_changed": _("Your two-step verification for %(portal)s was changed"),
    "second_factor_reset_asked": _(
        "%(portal)s: somebody asked to reset your two-step verification"
    ),
    "second_factor_reset_done": _("Your two-step verification for %(portal)s was reset"),
    "password_reset": _("Choose a new password for %(portal)s"),
    "restored": _("You can sign in to %(portal)s again"),
    "role_end_changed": _("Your role with %(portal)s: a new end date"),
    "role_ended": _("Your role with %(portal)s has ended"),
    "role_given": _("You have a role with %(portal)s"),
    "suspended": _("Your account with %(portal)s is suspended"),
}
"""Name of the mail's templates to its subject."""


SUBJECTS_ABOUT: Mapping[str, Promise] = {
    "approval_wanted": _("%(portal)s: do you agree to %(person)s as %(role)s?"),
    "approvals_wanted": _(
        "%(portal)s: %(number)d people need your agreement, first %(person)s (%(role)s)"
    ),
}
"""Subjects that say whom and what a mail is about, for those who get several of a kind."""


def mail_after_commit(
    name: str,
    *,
    to: str,
    language: str = "",
    about: tuple[str, Mapping[str, Any]] | None = None,
    **context: Any,
) -> None:
    """Send a mail from the portal in hand after the commit, in the person's language.

    `about` names one of `SUBJECTS_ABOUT` and fills it in, in place of the mail's usual subject.

    A mail that cannot be sent is logged and undoes nothing.
    """
    portal = current()
    template, words = (SUBJECTS_ABOUT[about[0]], about[1]) if about else (SUBJECTS[name], {})

    def send() -> None:
        with portal_context(portal), speaking(language):
            send_mail(
                to=to,
                subject=_one_line(template % {"portal": portal.title, **words}),
                template=f"accounts/mail/{name}",
                kind=f"accounts.{name}",
                context=context,
            )

    transaction.on_commit(send, robust=True)


def _one_line(text: str) -> str:
    """Return a subject that cannot begin another header, whatever names it holds."""
    return " ".join(text.split())


def subject_of(kind: str) -> str:
    """Return the subject of a kind of mail; the kind itself where it is not this app's."""
    name = kind.rpartition(".")[2]
    return str(SUBJECTS[name] % {"portal": current().title}) if name in SUBJECTS else kind
