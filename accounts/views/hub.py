"""The lines of the account page: what, its value, and the link that changes it."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.services import pending_change
from accounts.services.second_factors import second_factors_of
from tenants.current import current

Row = dict[str, Any]


def about_person(person: User) -> list[Row]:
    """Return names, language where there is a choice, and address."""
    rows = [
        _row(_("Display name"), person.display_name, "profile", _("display name")),
        _row(_("Full name"), person.full_name or "–", "profile", _("full name")),
    ]
    if len(current().languages) > 1:
        spoken = person.get_language_display()
        rows.append(_row(_("Language of our e-mails"), spoken, "profile", _("language")))
    rows.append(_row(_("E-mail address"), _address(person), "email_change", _("e-mail address")))
    return rows


def safety(person: User) -> list[Row]:
    """Return what keeps the account safe."""
    rows = [
        _row(_("Password"), _("Nobody can see it"), "password_change", _("password")),
        _row(
            _("Two-step verification"),
            _two_step(person),
            "two_factor",
            _("two-step verification"),
        ),
        _row(
            _("Where you are signed in"),
            _("Your devices, and signing out of them"),
            "sessions",
            _("where you are signed in"),
            _("See"),
        ),
    ]
    return [row for row in rows if row["actions"]]


def what_is_held() -> list[Row]:
    """Return what one is told, what is kept, and the way out."""
    rows = [
        _row(
            _("Notifications"),
            _("What we tell you, and how often"),
            "notification_choices",
            _("notifications"),
        ),
        _row(
            _("Your data"),
            _("What we hold about you, to read or take away"),
            "my_data",
            _("your data"),
            _("See"),
        ),
        _row(_("Leave"), _("Close your account for good"), "leave", _("this service"), _("Leave")),
    ]
    return [row for row in rows if row["actions"]]


def _row(key: str, value: str, name: str, about: str, text: str = "") -> Row:
    """Return a line; without its link where no such page is there (yet)."""
    try:
        url = reverse(f"accounts:{name}")
    except NoReverseMatch:
        return {"key": key, "value": value, "actions": []}
    return {
        "key": key,
        "value": value,
        "actions": [{"text": text or _("Change"), "url": url, "about": about}],
    }


def _two_step(person: User) -> str:
    held = second_factors_of(person)
    if not held:
        return _("Not set up: a code or passkey besides your password")
    number = len(held.apps) + len(held.passkeys)
    words = ngettext("On, with %(number)d device", "On, with %(number)d devices", number)
    return words % {"number": number}


def _address(person: User) -> str:
    change = pending_change(person)
    if change is None:
        return person.email
    return _("%(old)s. You have asked to change it to %(new)s.") % {
        "old": person.email,
        "new": change.new_email,
    }
