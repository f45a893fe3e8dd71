"""Forms that anybody may send: traps for programs, limits in the database, plain words (O6).

    class AskForm(PublicForm):
        purpose = "ask"
        question = forms.CharField(…)

    class AskView(PublicFormView[AskForm]):
        form_class, template_name = AskForm, "…"
        def perform(self, **typed): …  # call a service
        def get_success_url(self): …

Where there is no such view (a page type), `form.is_accepted(network_of(request))` stands for
`is_valid`. A form stands at an address that is never kept (no `mark_public`), and only opening it
sets the cookie that Django's forms need.
"""

import time
from collections.abc import MutableMapping
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from accounts.throttling import TooMany, check, fail
from tenants.access import RuleMixin
from tenants.errors import ServiceError
from tenants.links import LinkRefused, sign, unsign
from tenants.rules import anyone
from tenants.visitors import network_of
from theme.plain_forms import PlainForm

OPENED, TRAP = "opened", "website"
"""Names of the two fields that every public form has besides its own."""
UNSENT = "casement_unsent"
"""Set on a request whose form is shown again, whatever it holds (`cms.unsent`)."""
FASTEST = 3
"""Seconds that a person takes at least to fill in a form."""
OLDEST = 24 * 60 * 60
"""Seconds for which a form that was opened can be sent."""
FROM_ONE_PLACE, FROM_EVERYWHERE = "public_form", "public_form_everywhere"
"""Purposes of `accounts.throttling`: one household or office; all visitors together."""


class TrapInput(forms.TextInput):
    """A box that no person sees; programs fill it in."""

    template_name = "theme/forms/trap.html"
    is_hidden = True  # drawn with the hidden fields, and not a line of the form


class PublicForm(PlainForm, forms.Form):
    """A form that anybody may send. Put it before `forms.ModelForm` where there is a model."""

    purpose: ClassVar[str] = ""
    """Names the form: each has limits and marks of its own."""
    fastest: ClassVar[int] = FASTEST
    """Seconds; 0 for a form that is one button."""

    data: MutableMapping[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[OPENED] = forms.CharField(
            required=False, max_length=300, widget=forms.HiddenInput, initial=self.new_mark
        )
        self.fields[TRAP] = forms.CharField(
            required=False, widget=TrapInput(attrs={"autocomplete": "off", "tabindex": "-1"})
        )

    @property
    def typed(self) -> dict[str, Any]:
        """What the visitor typed, without the traps; only for a form that was accepted."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in (OPENED, TRAP)
        }

    def new_mark(self) -> str:
        """Return what says when the form was opened, signed for this portal and this form."""
        return sign(f"public_form.{self.purpose}", int(time.time()))

    def clean(self) -> dict[str, Any]:
        """Refuse what a program sent, in words that help a person to whom it happens."""
        cleaned = super().clean() or self.cleaned_data
        if self.data.get(self.add_prefix(TRAP)):
            self.add_error(
                None, _("Leave the box at the end of the form empty. It is a trap for programs.")
            )
        refusal = self._refusal_by_time()
        if refusal:
            self.add_error(None, refusal)
        return cleaned

    def is_accepted(self, network: str) -> bool:
        """Whether all of it is right, a person sent it, and not too often; counts it if so.

        `network`: who sends (`tenants.visitors.network_of`). What is refused stands in the form's
        errors, and what was typed stays. Never inside a transaction.
        """
        if not self.is_valid():
            return False
        try:
            check(FROM_ONE_PLACE, self.purpose, network)
            check(FROM_EVERYWHERE, self.purpose)
        except TooMany as refused:
            self.add_error(None, _too_many(refused.minutes))
            return False
        fail(FROM_ONE_PLACE, self.purpose, network)
        fail(FROM_EVERYWHERE, self.purpose)
        return True

    def say_unsent(self) -> None:
        """Say that it came without its token, so that it must be sent once more."""
        self.errors.pop(NON_FIELD_ERRORS, None)  # how fast it came, or how late, matters no more
        self.add_error(None, _("Nothing was sent yet. Check what you wrote and send it again."))

    def _refusal_by_time(self) -> str:
        name = self.add_prefix(OPENED)
        try:
            mark = unsign(f"public_form.{self.purpose}", self.data.get(name, ""), seconds=OLDEST)
        except LinkRefused:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[name] = self.new_mark()
            return _("The page was open for too long. Check what you wrote and send it again.")
        if time.time() - int(mark) < self.fastest:
            return _("That was very fast. Check what you wrote and send it again.")
        return ""


def _too_many(minutes: int) -> str:
    text = ngettext(
        "Too many of these were sent just now. What you wrote is still here. "
        "Wait %(minutes)d minute, then send it.",
        "Too many of these were sent just now. What you wrote is still here. "
        "Wait %(minutes)d minutes, then send it.",
        minutes,
    )
    return text % {"minutes": minutes}


Form = TypeVar("Form", bound=PublicForm)


@method_decorator(never_cache, name="dispatch")
class PublicFormView(RuleMixin, FormView[Form]):
    """A page with a public form that leads to one call of a service."""

    rule = anyone

    def perform(self, **typed: Any) -> None:
        """Call the service with what was typed. Raises `ServiceError`."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it where the form is accepted; show what was refused with all that was typed."""
        form = self.get_form()
        if getattr(request, UNSENT, False):
            form.say_unsent()
            return self.form_invalid(form)
        if not form.is_accepted(network_of(request)):
            return self.form_invalid(form)
        try:
            self.perform(**form.typed)
        except ServiceError as error:
            error.add_to(form)
            return self.form_invalid(form)
        return self.form_valid(form)
