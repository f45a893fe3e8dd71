"""The forms of this app. They check shape; services decide."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Delivery
from accounts.notifications import NotificationKind
from tenants.current import current
from theme.plain_forms import PlainForm

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
        label=kwargs.pop("label", _("E-mail address")),
        max_length=254,
        widget=widget,
        error_messages=messages,
        **kwargs,
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


def _code(label: Any, hint: Any, missing: Any, *, width: int, **attrs: str) -> forms.CharField:
    look = {"spellcheck": "false", "class": f"govuk-input--width-{width}"}
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=2 * width,
        widget=forms.TextInput(attrs=attrs | look),
        error_messages={"required": missing},
    )


def _languages_here() -> list[tuple[str, str]]:
    return [choice for choice in settings.LANGUAGES if choice[0] in current().languages]


class SignInForm(PlainForm, forms.Form):
    """Who are you?"""

    email = email_field(autocomplete="username")
    password = _password(_("Password"), "current-password")


class SignUpForm(PlainForm, forms.Form):
    """An account for a member."""

    display_name = _display_name()
    email = email_field(help_text=_("We send a link to this address. Others do not see it."))
    password = _password(_("Password"), "new-password", help_text=PASSWORD_HINT)


class ConfirmEmailForm(PlainForm, forms.Form):
    """The password again, from whoever has the mail."""

    password = _password(
        _("Your password"),
        "current-password",
        help_text=_("The password that you chose when you signed up."),
    )


class ForgottenPasswordForm(PlainForm, forms.Form):
    """Where the link for a new password goes."""

    email = email_field(autocomplete="username")


class NewPasswordForm(PlainForm, forms.Form):
    """A new password."""

    password = _password(_("New password"), "new-password", help_text=PASSWORD_HINT)


class AcceptInvitationForm(PlainForm, forms.Form):
    """A name and a password for whoever is invited and has no account yet."""

    display_name = _display_name()
    password = _password(_("Choose a password"), "new-password", help_text=PASSWORD_HINT)


class AcceptWithAccountForm(PlainForm, forms.Form):
    """The password of whoever is invited and has an account."""

    password = _password(
        _("Your password"),
        "current-password",
        help_text=_("You have an account here already. Enter its password."),
    )


class ProfileForm(PlainForm, forms.Form):
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
        choices=_languages_here,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(_languages_here()) < 2:
            del self.fields["language"]


class EmailChangeForm(PlainForm, forms.Form):
    """Another address, and the password."""

    email = email_field(
        label=_("New e-mail address"),
        help_text=_("We send a link to this address and one to your present address."),
    )
    password = _password(
        _("Your password"),
        "current-password",
        help_text=_("So that nobody else can change your address."),
    )


class LeaveForm(PlainForm, forms.Form):
    """The password, and a word that it is meant."""

    password = _password(_("Your password"), "current-password")
    sure = forms.BooleanField(
        label=_("I want to leave, and I know that this cannot be undone"),
        error_messages={"required": _("Tick the box if you want to leave.")},
    )


class ChangePasswordForm(PlainForm, forms.Form):
    """The old password and the new one."""

    current_password = _password(_("Password now"), "current-password")
    new_password = _password(_("New password"), "new-password", help_text=PASSWORD_HINT)


class CodeForm(PlainForm, forms.Form):
    """The six digits of an authenticator app."""

    code = _code(
        _("Code"),
        _("The 6 digits that your authenticator app shows now."),
        _("Enter the 6 digits that your app shows."),
        width=10,
        autocomplete="one-time-code",
        inputmode="numeric",
    )


class RecoveryCodeForm(PlainForm, forms.Form):
    """One of ten codes on paper."""

    code = _code(
        _("Recovery code"),
        _("Like 03-abcde-fghjk. Each works once."),
        _("Enter one of your recovery codes."),
        width=20,
        autocomplete="off",
        autocapitalize="none",
    )


class PasswordForm(PlainForm, forms.Form):
    """The password again."""

    password = _password(_("Your password"), "current-password")


class NewAppForm(CodeForm):
    """A new app's first code, and what to call it."""

    name = forms.CharField(
        label=_("Name of the device"),
        help_text=_("So that you can tell your devices apart, for example “My phone”."),
        max_length=64,
        required=False,
        widget=forms.TextInput(),
    )


class ResetForm(PlainForm, forms.Form):
    """Why somebody's devices are to be taken away."""

    reason = forms.CharField(
        label=_("How do you know that it is them?"),
        help_text=_("For example: “Spoke to her in the office.” It is kept in the ledger."),
        max_length=200,
        widget=forms.TextInput(),
        error_messages={"required": _("Say how you know that it is really them who asked.")},
    )


class NotificationChoicesForm(PlainForm, forms.Form):
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
