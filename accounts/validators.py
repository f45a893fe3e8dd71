"""What a password must be, beyond Django's own checks."""

from typing import Any

from django.core.exceptions import ValidationError

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
        return f"Use at least {FEWEST} different characters."
