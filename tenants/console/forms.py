"""The console's forms. They check shape; what may be done is the services' to say."""

from itertools import chain
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from tenants.models import Portal, address
from tenants.modules import all_modules
from tenants.names import SLUG_LONGEST, NameRefused, check_slug
from tenants.provisioning.details import PortalDetails
from theme.forms import GovukRenderer

MOST_LINES = 500
"""Localities or schools that one form takes."""
WELSH = {"cy": "Welsh (Cymraeg)"}
EXAMPLE = address(f"plymouth.{settings.PLATFORM_HOST}")


def text_field(label: str, longest: int, missing: str = "", **options: Any) -> forms.CharField:
    """Return a text field with plain messages; required if `missing` is given."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=longest,
        error_messages={
            "required": missing,
            "max_length": f"{label} must be {longest} characters or fewer",
        },
        **options,
    )


def email_field(label: str, missing: str = "", **options: Any) -> forms.EmailField:
    """Return a field for an e-mail address; required if `missing` is given."""
    return forms.EmailField(
        label=label,
        required=bool(missing),
        max_length=254,
        error_messages={
            "required": missing,
            "invalid": "Enter an e-mail address like name@example.org",
            "max_length": f"{label} must be 254 characters or fewer",
        },
        **options,
    )


def language_choices() -> list[tuple[str, str]]:
    """Return the languages that a portal can have, named in English."""
    return [(code, WELSH.get(code, name)) for code, name in settings.LANGUAGES]


def module_choices() -> list[tuple[str, str]]:
    """Return the add-ons that are installed."""
    return [(module.slug, module.title) for module in all_modules()]


class LinesField(forms.CharField):
    """Names, one a line; empty lines are left out. Cleans to a list."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> list[str]:
        """Split what was typed; raise `ValidationError` for far too many lines."""
        text: str = super().clean(value)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(f"Enter {MOST_LINES} names or fewer")
        return lines


class ConsoleForm(forms.Form):
    """A form in GOV.UK markup."""

    default_renderer = GovukRenderer
    use_required_attribute = False


class ListForm(forms.Form):
    """What the list's address asks for: words, a status, the key where a page starts or ends."""

    q = forms.CharField(required=False)
    status = forms.ChoiceField(required=False, choices=Portal.Status.choices)
    after = forms.CharField(required=False)
    before = forms.CharField(required=False)


class CreateForm(ConsoleForm):
    """Everything that a new portal needs, on one page (P2)."""

    headings: ClassVar[dict[str, tuple[str, ...]]] = {
        "The service": ("name", "short_name", "kind"),
        "Its address": ("slug", "domain"),
        "Who it is for": ("languages", "default_language", "localities", "schools"),
        "What it can do": ("modules",),
        "Its first administrator": ("administrator_name", "administrator_email"),
        "How the public reaches it": (
            "contact_email",
            "contact_telephone",
            "contact_address",
            "contact_hours",
        ),
        "When it opens": ("open_now",),
    }
    field_order = tuple(chain.from_iterable(headings.values()))

    name = text_field("Name", 120, "Enter the portal's name")
    short_name = text_field(
        "Short name", 30, help_text="For places with little room. At most 30 characters."
    )
    slug = text_field(
        "Web name",
        SLUG_LONGEST,
        "Enter a short web name",
        help_text="Small letters, numbers and hyphens. It cannot be changed later. "
        f"The web name plymouth gives the address {EXAMPLE}",
    )
    kind = forms.ChoiceField(
        label="What kind of service is it for?",
        choices=Portal.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the kind of service"},
    )
    languages = forms.MultipleChoiceField(
        label="Languages",
        choices=language_choices,
        initial=["en"],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose English, Welsh or both"},
    )
    default_language = forms.ChoiceField(
        label="Main language",
        choices=language_choices,
        initial="en",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the main language"},
    )
    localities = LinesField(
        label="Localities",
        required=False,
        help_text="The parts of the area that the service covers, one on each line.",
    )
    schools = LinesField(
        label="Schools and settings", required=False, help_text="One on each line."
    )
    modules = forms.MultipleChoiceField(
        label="Add-ons",
        required=False,
        choices=module_choices,
        initial=lambda: [slug for slug, _title in module_choices()],
        widget=forms.CheckboxSelectMultiple,
        help_text="The portal's administrators can switch them on and off later.",
    )
    domain = text_field(
        "Domain",
        253,
        help_text="Only if the portal has a domain of its own, like parents.example.org. "
        "Links then use it; the address that the web name gives answers too.",
    )
    administrator_name = text_field("Administrator's name", 80)
    administrator_email = email_field(
        "Administrator's e-mail address",
        "Enter the e-mail address of the portal's first administrator",
        help_text="We send an invitation to this address.",
    )
    contact_email = email_field(
        "Contact e-mail address",
        help_text="Shown to the public, like the rest of this section. It can come later.",
    )
    contact_telephone = text_field("Contact telephone number", 40)
    contact_address = forms.CharField(
        label="Postal address",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[MaxLengthValidator(500, "Postal address must be 500 characters or fewer")],
    )
    contact_hours = text_field(
        "Opening hours", 200, help_text="For example, Monday to Friday, 9am to 5pm."
    )
    open_now = forms.BooleanField(
        label="Open to the public now",
        required=False,
        initial=True,
        help_text="Untick this while the team is still setting the portal up.",
    )

    def clean_slug(self) -> str:
        """Refuse malformed and reserved web names before anything is asked of the database."""
        try:
            return check_slug(self.cleaned_data["slug"])
        except NameRefused as error:
            raise ValidationError(str(error)) from None

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields below their headings."""
        return [(title, [self[name] for name in names]) for title, names in self.headings.items()]

    @property
    def details(self) -> PortalDetails:
        """The portal that is asked for; only for a valid form."""
        return PortalDetails(**self.cleaned_data)


class RenameForm(ConsoleForm):
    """A portal's new name."""

    name = text_field("Name", 120, "Enter the portal's name")
    short_name = text_field(
        "Short name", 30, help_text="For places with little room. At most 30 characters."
    )


class DomainForm(ConsoleForm):
    """One more domain."""

    domain = text_field(
        "Domain",
        253,
        "Enter a domain, like parents.example.org",
        help_text="Without https:// and without a path, like parents.example.org. "
        "The domain must point to this server before people can use it.",
    )
    primary = forms.BooleanField(
        label="Make it the portal's main address",
        required=False,
        help_text="Links in the portal's pages and e-mails use the main address.",
    )


class SuspendForm(ConsoleForm):
    """What visitors read meanwhile."""

    message = forms.CharField(
        label="Message to visitors",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="They see “We are sorry. Please come back later.” if you write nothing.",
        error_messages={"max_length": "Message to visitors must be 300 characters or fewer"},
    )


class ConfirmForm(ConsoleForm):
    """Nothing to fill in: pressing the button is the answer."""


class DeleteForm(ConsoleForm):
    """The portal's name, typed as a last check."""

    typed_name = text_field(
        "Type the portal's name to confirm",
        120,
        "Type the portal's name exactly as it is shown",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
