"""Whether a password is good enough: the one check for every way of choosing one (A1)."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User
from tenants.errors import ServiceError


def check_strength(password: str, person: User, *, field: str = "password") -> None:
    """Raise `ServiceError` for that field when a password is too easy to guess."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ServiceError({field: " ".join(error.messages)}) from None
