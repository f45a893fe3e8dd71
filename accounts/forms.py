"""The forms of this app. They check shape; services decide."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Delivery
from accounts.notifications import NotificationKind
from accounts.roles import roles_of_place
from tenants.current import current

PASSWORD_HINT = _("At least 12 characters. Three words that do not belong together are good.")
NAME_HINT = _("Others see this name. It does not have to be your real one.")


def _email(**kwargs: Any) -> forms.EmailField:
    messages = {
        "required": _("Enter an e-mail address."),
        "invalid": _("Enter an e-mail address, like name@example.org."),
    }
    attrs = {"autocomplete": kwargs.pop("autocomplete", "email"), "spellcheck": "false"}
    widget = forms.EmailInput(attrs=attrs)
    return forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=widget, error_messages=messages, **kwargs
    )


def _password(label: Any, autocomplete: str, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": _("Enter a password.")},
        **kwargs,
    )


def _display_name(**kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Display name"),
        help_text=NAME_HINT,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"required": _("Enter a name for others to see.")},
        **kwargs,
    )


class SignInForm(forms.Form):
    """Who are you?"""

    email = _email(autocomplete="username")
    password = _password(_("Password"), "current-password")


class SignUpForm(forms.Form):
    """An account for a member."""

    display_name = _display_name()
    email = _email(help_text=_("We send a link to this address. Others do not see it."))
    password = _password(_("Password"), "new-password", help_text=PASSWORD_HINT)


class ConfirmEmailForm(forms.Form):
    """The password again, from whoever has the mail."""

    password = _password(
        _("Your password"),
        "current-password",
        help_text=_("The password that you chose when you signed up."),
    )


class ForgottenPasswordForm(forms.Form):
    """Where the link for a new password goes."""

    email = _email(autocomplete="username")


class NewPasswordForm(forms.Form):
    """A new password."""

    password = _password(_("New password"), "new-password", help_text=PASSWORD_HINT)


class AcceptInvitationForm(forms.Form):
    """A name and a password for whoever is invited and has no account yet."""

    display_name = _display_name()
    password = _password(_("Choose a password"), "new-password", help_text=PASSWORD_HINT)


class AcceptWithAccountForm(forms.Form):
    """The password of whoever is invited and has an account."""

    password = _password(
        _("Your password"),
        "current-password",
        help_text=_("You have an account here already. Enter its password."),
    )


class ProfileForm(forms.Form):
    """What people say about themselves."""

    display_name = _display_name()
    full_name = forms.CharField(
        label=_("Full name"),
        help_text=_("Only the team sees it."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of our e-mails to you"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language.")},
    )


class ChangePasswordForm(forms.Form):
    """The old password and the new one."""

    current_password = _password(_("Password now"), "current-password")
    new_password = _password(_("New password"), "new-password", help_text=PASSWORD_HINT)


class InviteForm(forms.Form):
    """Who is invited, and for what."""

    display_name = forms.CharField(
        label=_("Name"), max_length=80, required=False, widget=forms.TextInput()
    )
    email = _email(autocomplete="off")
    role = forms.ChoiceField(
        label=_("Role"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = current()
        here = roles_of_place(is_platform=place.is_platform, modules=place.modules)
        choices = [(role.slug, f"{role.title}. {role.description}") for role in here if role.team]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]


class EndRoleForm(forms.Form):
    """Why a role ends."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is kept in the ledger."),
        max_length=200,
        required=False,
        widget=forms.TextInput(),
    )


class NotificationChoicesForm(forms.Form):
    """How one is told of each kind of thing: a question for each, in the order of the registry."""

    deliveries = (
        (Delivery.NOW, _("At once")),
        (Delivery.DAILY, _("Once a day, all in one e-mail")),
        (Delivery.WEEKLY, _("Once a week, on Mondays")),
        (Delivery.NEVER, _("No e-mail")),
    )

    def __init__(self, *args: Any, chosen: Mapping[NotificationKind, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, delivery in chosen.items():
            self.fields[kind.slug] = forms.ChoiceField(
                label=kind.title,
                help_text=kind.description,
                choices=self.deliveries,
                initial=delivery,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose how you want to be told.")},
            )
