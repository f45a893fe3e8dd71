"""Settings that libraries read as one value for an installation, and that are each portal's own."""

from django.utils.functional import lazy
from django.utils.module_loading import import_string


def _name() -> str:
    name: str = import_string("tenants.current.current")().name
    return name


def issuer_of(device: object) -> str:
    """Return what an authenticator app calls the portal in hand."""
    return _name()


portal_name = lazy(_name, str)()
"""The name of the portal in hand, asked for each time it is used."""
