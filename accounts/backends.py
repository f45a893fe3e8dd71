"""Signing in with an e-mail address and a password."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from accounts.models import User


class EmailBackend(ModelBackend):
    """Knows people by their address in any case; refuses who cannot sign in (`can_sign_in`).

    An unknown address takes as long as a wrong password. Permissions are Django's own, which the
    editing area needs.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        email: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """Return whose address and password these are, None when they are nobody's."""
        address = email or username
        if not address or password is None:
            return None
        person = User.objects.with_email(address)
        if person is None:
            make_password(password)
            return None
        fits = person.check_password(password)
        return person if fits and self.user_can_authenticate(person) else None

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether the account is open, its address confirmed, and it is no demonstration's here."""
        return isinstance(user, User) and user.can_sign_in
