"""The forms of the team's pages. They check shape; services decide."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.days import end_of, is_past, is_too_far, start_of
from accounts.forms.account import email_field
from accounts.roles import Role, roles_of_place
from accounts.scopes import Scope, choices_of, from_value, kind_named
from tenants.current import current
from theme.forms import DatePartsInput
from theme.plain_forms import PlainForm

LIST_LONGEST = 200_000
"""Characters, or bytes of a file, that a list of people to invite has at most."""
BAD_DATE = _("Enter a real date, like 31 7 2027.")


def roles_to_give() -> list[Role]:
    """Return the roles of the team that are used in the place in hand."""
    place = current()
    here = roles_of_place(is_platform=place.is_platform, modules=place.modules)
    return [role for role in here if role.team]


def _roles_in_words() -> list[tuple[str, str]]:
    return [(role.slug, f"{role.title}. {role.description}") for role in roles_to_give()]


def _roles_to_find() -> list[tuple[str, Any]]:
    return [("", _("All roles")), *((role.slug, role.title) for role in roles_to_give())]


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """Return a field for a day that may be left empty."""
    errors = {"invalid": BAD_DATE}
    return forms.DateField(
        label=label, required=False, widget=DatePartsInput(), error_messages=errors, **kwargs
    )


def reason_field(**kwargs: Any) -> forms.CharField:
    """Return a field for why something is done."""
    return forms.CharField(
        label=_("Reason"),
        max_length=200,
        error_messages={
            "required": _("Enter a reason. The person is told it."),
            "max_length": _("The reason must be 200 characters or fewer."),
        },
        widget=forms.TextInput(),
        **kwargs,
    )


class StartDayMixin(PlainForm, forms.Form):
    """Cleans the first day of a role to the moment at which it begins."""

    def clean_starts_at(self) -> datetime | None:
        """Return when the day begins, None for now; raise `ValidationError` for a past day."""
        day: date | None = self.cleaned_data["starts_at"]
        if day and is_past(day):
            raise ValidationError(_("The first day must be today or later."))
        if day and is_too_far(day):
            raise ValidationError(_("The first day is too far away."))
        return start_of(day) if day and day > timezone.localdate() else None


class EndDayMixin(PlainForm, forms.Form):
    """Cleans the last day of a role to the moment at which it ends."""

    def clean_ends_at(self) -> datetime | None:
        """Return when the day is over; raise `ValidationError` for a past day."""
        day: date | None = self.cleaned_data["ends_at"]
        if day and is_past(day):
            raise ValidationError(_("The last day must be today or later."))
        if day and is_too_far(day):
            raise ValidationError(_("The last day is too far away."))
        return end_of(day) if day else None


class RoleForm(EndDayMixin):
    """Which role, for what, until when."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=_roles_in_words,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )
    scope = forms.ChoiceField(
        label=_("Where"),
        required=False,
    )
    ends_at = day_field(
        _("Last day"), help_text=_("For example, 31 7 2027. Leave it empty for no end.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = roles_to_give()
        kinds = dict.fromkeys(kind for role in roles for kind in role.scopes)
        offered = choices_of(kinds)
        self.fields["scope"].choices = [("", _("Everywhere")), *offered]  # type: ignore[attr-defined]
        self.fields["scope"].help_text = _limits_in_words(roles)
        if not offered:
            del self.fields["scope"]

    def clean_scope(self) -> Scope | None:
        """Return what the option stands for."""
        return from_value(self.cleaned_data["scope"])


def _limits_in_words(roles: list[Role]) -> str:
    """Say which roles can be limited to what."""
    said = []
    for role in roles:
        kinds = filter(None, map(kind_named, role.scopes))
        titles = ", ".join(kind.title.lower() for kind in kinds)
        if titles:
            said.append(f"{role.title} ({titles})")
    text = _("These roles can be limited: %s. All others are for everywhere.")
    return text % "; ".join(said)


class InviteForm(RoleForm):
    """Who is invited, and for what."""

    field_order = ("display_name", "email", "role", "scope", "ends_at")
    display_name = forms.CharField(
        label=_("Name"),
        max_length=80,
        required=False,
        error_messages={"max_length": _("The name must be 80 characters or fewer.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = email_field(autocomplete="off")


class GiveRoleForm(StartDayMixin, RoleForm):
    """A role for somebody who has an account."""

    field_order = ("role", "scope", "starts_at", "ends_at", "reason")
    starts_at = day_field(_("First day"), help_text=_("Leave it empty to start now."))
    reason = reason_field(required=False, help_text=_("It is kept in the ledger."))


class EndRoleForm(PlainForm, forms.Form):
    """Why a role ends."""

    reason = reason_field(
        required=False, help_text=_("The person is told it, and it is kept in the ledger.")
    )


class LeaveRoleForm(PlainForm, forms.Form):
    """Why somebody gives up a role."""

    reason = reason_field(required=False, help_text=_("It is kept in the ledger."))


class ChangeEndForm(EndDayMixin):
    """Until when a role holds."""

    ends_at = day_field(_("Last day"), help_text=_("Leave it empty for no end."))


class SuspendForm(PlainForm, forms.Form):
    """Why somebody is kept out."""

    reason = reason_field(
        help_text=_("The person is told it by e-mail, and it is kept in the ledger."),
    )


class TeamFilterForm(PlainForm, forms.Form):
    """Narrows the list of the team."""

    marks_optional = False
    q = forms.CharField(
        label=_("Name or e-mail address"),
        required=False,
        max_length=120,
        help_text=_("Members who are not in the team: their whole name or address."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=_roles_to_find, required=False)


class InviteManyForm(PlainForm, forms.Form):
    """A list of people: a file, or pasted."""

    marks_optional = False
    file = forms.FileField(
        label=_("File"),
        help_text=_("A CSV file with up to 500 people."),
        required=False,
        allow_empty_file=True,
    )
    text = forms.CharField(
        label=_("Or paste the list"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )

    def clean_text(self) -> str:
        """Refuse what is too long for any list of people."""
        text: str = self.cleaned_data["text"]
        if len(text) > LIST_LONGEST:
            raise ValidationError(_("The list is too long. Send it in parts."))
        return text

    def clean_file(self) -> Any:
        """Refuse what is too large for any list of people."""
        file = self.cleaned_data["file"]
        if file and file.size > LIST_LONGEST:
            raise ValidationError(_("The file is too large for a list of 500 people."))
        return file
