"""Everything that is done to portals. Actor None is the command line."""

from tenants.services.creation import create_portal
from tenants.services.portals import (
    add_domain,
    close_portal,
    deletable_from,
    delete_portal,
    rename_portal,
    resume_portal,
    suspend_portal,
)
from tenants.services.settings import (
    CONTACT,
    set_contact,
    set_languages,
    set_module,
)
from tenants.services.theme import reset_theme, set_theme, undo_theme

__all__ = [
    "CONTACT",
    "add_domain",
    "close_portal",
    "create_portal",
    "deletable_from",
    "delete_portal",
    "rename_portal",
    "reset_theme",
    "resume_portal",
    "set_contact",
    "set_languages",
    "set_module",
    "set_theme",
    "suspend_portal",
    "undo_theme",
]
