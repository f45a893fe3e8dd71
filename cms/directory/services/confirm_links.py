"""What the link in a reminder holds: whom was asked, and on which day (C9)."""

from datetime import date

from django.utils.crypto import salted_hmac

from tenants.current import current
from tenants.links import sign, unsign

PURPOSE = "directory.confirm"
LINK_DAYS = 35
"""Days for which it works: a week longer than until the next one comes."""


def confirm_token(address: str, day: date) -> str:
    """Return a token for the person asked on that day, in the portal in hand alone.

    It does not hold the address: links end up in histories and logs.
    """
    return sign(PURPOSE, [mark_of(address), day.isoformat()])


def read_token(token: str) -> tuple[str, date]:
    """Return whose (`mark_of` the address) and when; raise `LinkRefused` when old or not ours."""
    mark, day = unsign(PURPOSE, token, seconds=LINK_DAYS * 24 * 60 * 60)
    return mark, date.fromisoformat(day)


def mark_of(address: str) -> str:
    """Return what stands for an address in the portal in hand, and tells nobody which it is."""
    key = str(current().signing_key)
    return salted_hmac(PURPOSE, address, secret=key, algorithm="sha256").hexdigest()[:24]
