"""Who may do what with portals. Pure: a person in, yes or no out."""

from typing import Any

OPERATOR = "operator"


def anyone(user: Any, obj: Any = None) -> bool:
    """Public: every visitor."""
    return True


def can_operate(user: Any, obj: Any = None) -> bool:
    """Create, rename, suspend, resume and close portals: the platform's operators alone."""
    return bool(user and user.is_authenticated and user.has_role(OPERATOR))


def can_choose_modules(user: Any, obj: Any = None) -> bool:
    """Switch a portal's add-ons on and off: its administrators (P4)."""
    return bool(user and user.is_authenticated and user.has_role("portal_administrator"))


def can_set_contact(user: Any, obj: Any = None) -> bool:
    """Change how a portal can be reached: its administrators (P1)."""
    return can_choose_modules(user, obj)


def can_set_languages(user: Any, obj: Any = None) -> bool:
    """Change which languages a portal offers: its administrators (P1)."""
    return can_choose_modules(user, obj)


def can_set_theme(user: Any, obj: Any = None) -> bool:
    """Change a portal's look: its administrators (P5)."""
    return can_choose_modules(user, obj)
