"""What people type of themselves and others, in its normal form, or refused (A1, A8)."""

from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.display_names import imitates, skeleton
from accounts.models import User
from tenants.current import current
from tenants.errors import ServiceError

NAME_LONGEST = 80
"""Characters that a display name has at most."""
IMITATES = gettext_lazy(
    "This name looks like that of a role or of the service. "
    "Choose a name that others cannot take for the team."
)


def checked_address(email: str) -> str:
    """Return an e-mail address in its normal form; raise `ServiceError`."""
    address = User.objects.normalize_email(email)
    try:
        validate_email(address)
    except ValidationError:
        message = _("Enter an e-mail address, like name@example.org.")
        raise ServiceError({"email": message}) from None
    return address


def checked_name(display_name: str) -> str:
    """Return a name without space around it; raise `ServiceError` for one that is too long."""
    name = display_name.strip()
    if len(name) > NAME_LONGEST:
        message = _("The name must be %(name_longest)s characters or fewer.")
        raise ServiceError({"display_name": message % {"name_longest": NAME_LONGEST}})
    return name


def checked_display_name(name: str, *, held: Iterable[str] = ()) -> str:
    """Return a display name without space around it; raise `ServiceError`.

    Refuses one that imitates a role the person does not hold (`held`: slugs), or the service (A8).
    """
    chosen = name.strip()
    if not skeleton(chosen):
        raise ServiceError({"display_name": _("Enter a name for others to see.")})
    place = current()
    names = filter(None, (place.name, place.name_cy, place.short_name))
    if imitates(chosen, held=set(held), service_names=names):
        raise ServiceError({"display_name": IMITATES})
    return chosen


def check_strength(password: str, person: User, *, field: str = "password") -> None:
    """Raise `ServiceError` for that field when a password is too easy to guess."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ServiceError({field: " ".join(error.messages)}) from None
