"""Tokens in the links of mails. Each works in the portal that made it and nowhere else."""

from uuid import UUID

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import full_address
from accounts.models import User
from tenants.current import current
from tenants.links import LinkRefused, sign, unsign

CONFIRM = "accounts.confirm_email"
CONFIRM_SECONDS = 3 * 24 * 60 * 60
REFUSED = gettext_lazy(
    "This link does not work here. Check that you copied all of it, and the address."
)


class ResetTokens(PasswordResetTokenGenerator):
    """Tokens for a new password: bound to the portal's own key, and over once one is chosen."""

    key_salt = "accounts.password_reset"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        portal = current()
        standing = super()._make_hash_value(user, timestamp)
        return f"{standing}{user.session_mark}{portal.key}{portal.signing_key}"


reset_tokens = ResetTokens()


def reset_url(person: User) -> str:
    """Return the full address of the page where the person chooses a new password."""
    return full_address("password_new", person.uuid, reset_tokens.make_token(person))


def confirm_url(person: User) -> str:
    """Return the full address of the page that confirms the person's e-mail address."""
    return full_address("confirm_email", sign(CONFIRM, [str(person.uuid), person.email]))


def person_to_confirm(token: str) -> User:
    """Return whose address a link confirms; raise `LinkRefused`."""
    uuid, email = unsign(CONFIRM, token, seconds=CONFIRM_SECONDS)
    person = User.objects.filter(uuid=uuid, email=email, is_active=True).first()
    if person is None:
        raise LinkRefused(REFUSED)
    if person.is_confirmed:
        raise LinkRefused(_("This e-mail address is confirmed already. You can sign in."))
    return person


def person_to_reset(uuid: UUID | str, token: str) -> User:
    """Return who may choose a new password by a link; raise `LinkRefused`."""
    try:
        person = User.objects.filter(uuid=uuid, is_active=True).first()
    except ValidationError:
        person = None
    if person is None or not reset_tokens.check_token(person, token):
        raise LinkRefused(_("This link does not work or is too old. Ask for a new one."))
    return person
