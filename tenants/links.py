"""Signed tokens that work in the portal that made them and nowhere else."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from tenants.current import current


class LinkRefused(Exception):
    """A signed link is expired, altered, or another portal's; the text is for people."""


def sign(purpose: str, payload: Any) -> str:
    """Return a token for `payload` (JSON), bound to the portal in hand and to a purpose."""
    return signing.dumps(payload, key=_key(), salt=_salt(purpose), compress=True)


def unsign(purpose: str, token: str, *, seconds: int) -> Any:
    """Return what a token holds; raise `LinkRefused` when it is not ours or too old."""
    try:
        return signing.loads(token, key=_key(), salt=_salt(purpose), max_age=seconds)
    except signing.SignatureExpired:
        raise LinkRefused(_("This link is too old. Ask for a new one.")) from None
    except signing.BadSignature:
        raise LinkRefused(_("This link does not work. Check that you copied all of it.")) from None


def _key() -> str:
    return f"{settings.SECRET_KEY}{current().signing_key}"


def _salt(purpose: str) -> str:
    return f"casement.{current().key}.{purpose}"
