"""What the link in a reminder holds: whom was asked, and on which day (C9)."""

from datetime import date

from tenants.links import sign, unsign

PURPOSE = "directory.confirm"
LINK_DAYS = 35
"""Days for which it works: a week longer than until the next one comes."""


def confirm_token(address: str, day: date) -> str:
    """Return a token for the person asked on that day, in the portal in hand alone."""
    return sign(PURPOSE, [address, day.isoformat()])


def read_token(token: str) -> tuple[str, date]:
    """Return whom and when; raise `LinkRefused` for one that is too old or not ours."""
    address, day = unsign(PURPOSE, token, seconds=LINK_DAYS * 24 * 60 * 60)
    return address, date.fromisoformat(day)
