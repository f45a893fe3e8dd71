"""What a password must be, beyond Django's own checks."""

from functools import cache
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Locality, School, User
from accounts.password_patterns import common_words, is_guessable
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
        return _("Use at least %(number)s different characters.") % {"number": FEWEST}


class OwnThoughtValidator:
    """Refuses a password made of names known here, common passwords, runs of keys and digits."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` when too little of the password is the person's own."""
        if is_guessable(password, [*_names_here(), *_names_of(user)], _common()):
            text = _(
                "This password is easy to guess. Use three or more words that have nothing to do "
                "with you, this service, dates or rows of keys."
            )
            raise ValidationError(text, code="password_guessable")

    def get_help_text(self) -> str:
        """Say what is asked for."""
        return _("Use words that have nothing to do with you or this service.")


@cache
def _common() -> frozenset[str]:
    """The words of Django's list of common passwords, most of which are too short for us."""
    return common_words(CommonPasswordValidator().passwords)


def _names_here() -> list[str]:
    """Return what the portal is called and where it is."""
    try:
        place = current()
    except NoPortal:
        return []
    names = [place.name, place.name_cy, place.short_name, place.slug, place.primary_domain]
    if not place.is_platform:
        names += [place.contact_address, place.contact_address_cy]
        names += [*_names(Locality), *_names(School)]
    return names


def _names(model: type[Locality] | type[School]) -> list[str]:
    rows = model.objects.values_list("name", "name_cy")
    return [name for row in rows for name in row if name]


def _names_of(user: Any) -> list[str]:
    """Return what is known of the person: names, and the parts of the address."""
    if not isinstance(user, User):
        return []
    return [user.display_name, user.full_name, *user.email.split("@")]
