"""A portal's look: changed, undone, set back (P5).

The row's `theme` holds the values of `theme.brand.Brand`, the names of `logo` and `icon`, and under
`before` what it held before the last change: undoing puts that back, and can be undone itself.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.brand_pictures import SHAPES, forget_pictures, is_kept_name
from tenants.connection import connection
from tenants.errors import ServiceError
from tenants.models import Portal
from tenants.rules import can_set_theme
from tenants.services.acts import Actor, locked_row, require, save_public_change, tell_portal
from theme.brand import Brand, BrandError

BEFORE = "before"


def set_theme(*, actor: Actor, portal: Portal, values: dict[str, Any]) -> Portal:
    """Change a portal's look; one that cannot be read is refused with `ServiceError`."""
    _require(actor)
    try:
        Brand.from_values(values)
    except BrandError as error:
        raise ServiceError(
            {field: " ".join(texts) for field, texts in error.errors.items()}
        ) from None
    for kind in SHAPES:
        if values.get(kind) and not is_kept_name(values[kind], kind):
            raise ServiceError({kind: _("Choose a PNG, JPEG or WebP picture.")})
    return _change(actor, portal, _plain(values), "theme_changed")


def reset_theme(*, actor: Actor, portal: Portal) -> Portal:
    """Give a portal the look that every portal begins with."""
    _require(actor)
    return _change(actor, portal, {}, "theme_reset")


def undo_theme(*, actor: Actor, portal: Portal) -> Portal:
    """Put back the look before the last change; raise `ServiceError` where there was none."""
    _require(actor)
    before = portal.theme.get(BEFORE)
    if before is None:
        raise ServiceError(_("There is no change to undo."))
    return _change(actor, portal, before, "theme_undone")


def _require(actor: Actor) -> None:
    require(can_set_theme, actor, _("Only the portal's administrators change its look."))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != BEFORE and value != ""}


def _change(actor: Actor, portal: Portal, values: dict[str, Any], verb: str) -> Portal:
    with transaction.atomic():
        locked = locked_row(portal)
        old = _plain(locked.theme)
        if values == old:
            return locked
        unused = _pictures(locked.theme.get(BEFORE, {})) - _pictures(values) - _pictures(old)
        locked.theme = {**values, BEFORE: old}
        save_public_change(locked)
        tell_portal(locked, actor, verb, {"theme": values})
        if connection.schema_name == locked.schema_name:
            transaction.on_commit(lambda: forget_pictures(unused))
    return locked


def _pictures(values: dict[str, Any]) -> set[str]:
    return {str(values[kind]) for kind in SHAPES if is_kept_name(values.get(kind), kind)}
