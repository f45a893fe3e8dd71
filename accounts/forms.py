"""The forms of this app. They check shape; services decide."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

PASSWORD_HINT = _("At least 12 characters. Three words that do not belong together are good.")
NAME_HINT = _("Others see this name. It does not have to be your real one.")


def email_field(**kwargs: Any) -> forms.EmailField:
    """Return a field for an e-mail address."""
    messages = {
        "required": _("Enter an e-mail address."),
        "invalid": _("Enter an e-mail address, like name@example.org."),
        "max_length": _("The e-mail address must be 254 characters or fewer."),
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
        error_messages={
            "required": _("Enter a name for others to see."),
            "max_length": _("The name must be 80 characters or fewer."),
        },
        **kwargs,
    )


class SignInForm(forms.Form):
    """Who are you?"""

    email = email_field(autocomplete="username")
    password = _password(_("Password"), "current-password")


class SignUpForm(forms.Form):
    """An account for a member."""

    display_name = _display_name()
    email = email_field(help_text=_("We send a link to this address. Others do not see it."))
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

    email = email_field(autocomplete="username")


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
        error_messages={"max_length": _("The name must be 120 characters or fewer.")},
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
