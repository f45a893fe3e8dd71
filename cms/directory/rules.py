"""Who may do what in the directory. Pure: a person and an object in, yes or no out."""

from typing import Any

from accounts.roles import ORGANISATION

EDITORS = ("editor", "publisher", "portal_administrator")
PUBLISHERS = ("publisher", "portal_administrator")
PROVIDER = "service_provider"


def _holds(user: Any, *roles: str) -> bool:
    return bool(user and user.is_authenticated and any(user.has_role(role) for role in roles))


def _provides(user: Any, organisation: Any) -> bool:
    return bool(
        user
        and user.is_authenticated
        and organisation is not None
        and user.has_role_for(PROVIDER, ORGANISATION, organisation)
    )


def can_see_all_entries(user: Any, obj: Any = None) -> bool:
    """See every entry of the directory, drafts and hidden ones too: its editors (C9)."""
    return _holds(user, *EDITORS)


def can_edit_directory(user: Any, obj: Any = None) -> bool:
    """Change organisations, services and places directly: editors and publishers (C9)."""
    return _holds(user, *EDITORS)


def can_publish_services(user: Any, obj: Any = None) -> bool:
    """Publish, hide and delete entries: publishers (C9)."""
    return _holds(user, *PUBLISHERS)


def can_assure_service(user: Any, obj: Any) -> bool:
    """Say that a service (`obj`) is still right: editors, and those who provide it (C9)."""
    return _holds(user, *EDITORS) or _provides(user, getattr(obj, "organisation", None))


def can_propose_change(user: Any, obj: Any) -> bool:
    """Propose changes of an organisation's (`obj`) entries: its own providers (C9)."""
    return _provides(user, obj)


def can_see_own_entries(user: Any, obj: Any = None) -> bool:
    """Open the area where providers keep their entries: providers of any organisation (C9)."""
    return bool(user and user.is_authenticated and PROVIDER in user.roles_anywhere)


def can_keep_entries(user: Any, obj: Any) -> bool:
    """Open and change an organisation's (`obj`) entries: its providers propose, editors do (C9)."""
    return _holds(user, *EDITORS) or _provides(user, obj)


def can_see_change(user: Any, obj: Any) -> bool:
    """Follow a proposed change (`obj`): editors, and those who provide its organisation (C9)."""
    return can_keep_entries(user, getattr(obj, "organisation", None))


def can_pass_changes(user: Any, obj: Any = None) -> bool:
    """Pass and refuse what providers propose: editors and publishers (C9)."""
    return _holds(user, *EDITORS)


def can_import_directory(user: Any, obj: Any = None) -> bool:
    """Bring in a list of entries: editors and publishers (C10)."""
    return _holds(user, *EDITORS)


def can_set_taxonomies(user: Any, obj: Any = None) -> bool:
    """Change the terms that services are sorted by: publishers."""
    return _holds(user, *PUBLISHERS)


def can_export_directory(user: Any, obj: Any = None) -> bool:
    """Download the directory's registers: editors and publishers (C10)."""
    return _holds(user, *EDITORS)
