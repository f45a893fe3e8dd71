"""What a portal's own administrators set (P1, P4)."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tenants.errors import ServiceError
from tenants.models import Portal
from tenants.modules import module_named
from tenants.names import NameRefused
from tenants.provisioning.details import check_languages, check_text
from tenants.rules import (
    can_choose_modules,
    can_set_contact,
    can_set_languages,
)
from tenants.services.acts import Actor, locked_row, require, save_public_change, tell_portal

CONTACT = (
    *("contact_telephone", "contact_email"),
    *("contact_address", "contact_address_cy", "contact_hours", "contact_hours_cy"),
)


def set_module(*, actor: Actor, portal: Portal, slug: str, on: bool) -> Portal:
    """Switch an add-on of a portal on or off, at once; nothing of it is lost (P4)."""
    require(can_choose_modules, actor, _("Only the portal's administrators choose its add-ons."))
    if module_named(slug) is None:
        raise ServiceError(_("There is no module called “%(slug)s”.") % {"slug": slug})
    with transaction.atomic():
        locked = locked_row(portal)
        if (slug in locked.modules) != on:
            locked.modules = [other for other in locked.modules if other != slug]
            locked.modules += [slug] if on else []
            save_public_change(locked)
            verb = "module_on" if on else "module_off"
            tell_portal(locked, actor, verb, {"module": slug})
    return locked


def set_contact(*, actor: Actor, portal: Portal, details: Mapping[str, str]) -> Portal:
    """Change how a portal can be reached: e-mail, telephone, address, hours (P1).

    What `details` do not name stays as it is.
    """
    require(
        can_set_contact, actor, _("Only the portal's administrators change its contact details.")
    )
    with transaction.atomic():
        locked = locked_row(portal)
        for name in CONTACT:
            setattr(locked, name, details.get(name, getattr(locked, name)).strip())
        try:
            locked.clean_fields(exclude={f.name for f in Portal._meta.fields} - set(CONTACT))
        except ValidationError as error:
            messages = {name: " ".join(texts) for name, texts in error.message_dict.items()}
            raise ServiceError(messages) from None
        save_public_change(locked)
        tell_portal(locked, actor, "contact_changed", {})
    return locked


def set_languages(
    *,
    actor: Actor,
    portal: Portal,
    languages: Sequence[str],
    default_language: str,
    name_cy: str | None = None,
) -> Portal:
    """Change which languages a portal offers, which it uses first, and its Welsh name (P1).

    Without a Welsh name it keeps the one it has; an empty one leaves the English name alone.
    """
    require(can_set_languages, actor, _("Only the portal's administrators choose its languages."))
    try:
        check_languages(languages, default_language)
    except ValueError as error:
        raise ServiceError({"languages": str(error)}) from None
    if name_cy:
        try:
            check_text(name_cy, 120, "the portal's name in Welsh")
        except NameRefused as error:
            raise ServiceError({"name_cy": str(error)}) from None
    with transaction.atomic():
        locked = locked_row(portal)
        locked.languages, locked.default_language = list(languages), default_language
        locked.name_cy = locked.name_cy if name_cy is None else name_cy.strip()
        save_public_change(locked)
        detail = {"languages": list(languages), "default": default_language}
        tell_portal(locked, actor, "languages_changed", detail)
    return locked
