"""What a password must be, beyond Django's own checks."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.password_patterns import is_guessable
from tenants.current import NoPortal, current

FEWEST = 5
"""Different characters that a password has at least."""


class VariedCharactersValidator:
    """Refuses a password that repeats a few characters, like `aaaaaaaaaaaa`."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` for too few different characters."""
        if len(set(password)) < FEWEST:
            raise ValidationError(self.get_help_text(), code="password_not_varied")

    def get_help_text(self) -> str:
        """Say what is asked for."""
        return _("Use at least %(fewest)s different characters.") % {"fewest": FEWEST}


class OwnThoughtValidator:
    """Refuses a password made of the portal's names, common words, runs of keys and digits."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` when too little of the password is the person's own."""
        if is_guessable(password, _names_here()):
            text = _(
                "This password is easy to guess. Use words that have nothing to do with this "
                "service, with dates or with rows of keys."
            )
            raise ValidationError(text, code="password_guessable")

    def get_help_text(self) -> str:
        """Say what is asked for."""
        return _("Use words that have nothing to do with this service.")


def _names_here() -> list[str]:
    try:
        place = current()
    except NoPortal:
        return []
    return [place.name, place.short_name, place.slug, place.primary_domain]
