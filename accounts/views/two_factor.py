"""Two-step verification: what one has, adding and removing (A4)."""

from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.forms.account import NewAppForm
from accounts.recovery_code_sheets import text_of
from accounts.rules import can_see_own_account
from accounts.services.authenticator_apps import (
    add_app,
    app_being_added,
    confirm_app,
    key_in_words,
)
from accounts.services.recovery_codes import make_codes
from accounts.services.second_factors import (
    IN_WORDS,
    MODELS,
    has_second_factor,
    needs_second_factor,
    remove_device,
    second_factors_of,
)
from accounts.sessions import TOTP, forget_second_factor, note_proof, renew_key
from accounts.views.pages import Page, PrivatePage, ServicePage, base_template
from tenants.current import current
from tenants.errors import ServiceError


class TwoFactorView(Page):
    """What one has. Where a role makes it compulsory, the only page until it is set up."""

    rule = can_see_own_account
    without_second_factor = True
    template_name = "accounts/two_factor.html"
    title = gettext_lazy("Two-step verification")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add devices and codes, and whether the role needs them."""
        return super().get_context_data(
            held=second_factors_of(self.actor),
            is_compulsory=needs_second_factor(self.actor),
            **kwargs,
        )


class AddAppView(ServicePage):
    """Shows the new key as a picture and as text, and asks for the first code."""

    rule = can_see_own_account
    step_up = True
    without_second_factor = True
    form_class = NewAppForm
    template_name = "accounts/app_new.html"
    title = gettext_lazy("Set up an authenticator app")

    @cached_property
    def device(self) -> TOTPDevice:
        """The app that is being added; a new one when none is."""
        return app_being_added(self.actor) or add_app(actor=self.actor)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say so when there are too many to begin another."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except ServiceError as error:
            messages.error(request, str(error))
            return redirect("accounts:two_factor")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the key."""
        address = self.device.config_url
        picture = segno.make(address, error="m").svg_inline(scale=5, border=4, omitsize=True)
        return super().get_context_data(
            picture=picture, address=address, key=key_in_words(self.device), **kwargs
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Take the app into use; show the recovery codes once, if these are the first."""
        try:
            person, codes = confirm_app(actor=self.actor, **form.cleaned_data)
        except ServiceError as error:
            error.add_to(form)
            return self.form_invalid(form)
        note_proof(self.request, person, method=TOTP)
        renew_key(self.request, person)
        messages.success(self.request, _("Your authenticator app is set up."))
        return show_codes(self.request, codes) if codes else redirect("accounts:two_factor")


class RecoveryCodesView(Page):
    """Asks before new codes replace the old ones, then shows them once."""

    rule = can_see_own_account
    step_up = True
    template_name = "accounts/recovery_codes_new.html"
    title = gettext_lazy("New recovery codes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how many are left."""
        return super().get_context_data(held=second_factors_of(self.actor), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make them."""
        try:
            person, codes = make_codes(actor=self.actor)
        except ServiceError as error:
            messages.error(request, str(error))
            return redirect("accounts:two_factor")
        renew_key(request, person)
        return show_codes(request, codes)


class RecoveryCodesFileView(PrivatePage, View):
    """Gives the codes that the page before has shown, and sends along, as a text file.

    Nothing keeps them, so nothing can be asked for that the person does not have already.
    """

    rule = can_see_own_account
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give the file; what is no list of codes is refused in words."""
        try:
            text = text_of(request.POST.getlist("code"))
        except ServiceError as error:
            messages.error(request, str(error))
            return redirect("accounts:two_factor")
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
        name = f"recovery-codes-{current().slug or 'platform'}.txt"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class RemoveDeviceView(Page):
    """Asks before a device goes."""

    rule = can_see_own_account
    step_up = True
    template_name = "accounts/device_remove.html"
    title = gettext_lazy("Remove a device")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the device."""
        model = MODELS[self.kwargs["kind"]]
        found = model.objects.filter(user=self.actor, pk=self.kwargs["pk"]).first()
        words = IN_WORDS[self.kwargs["kind"]]
        return super().get_context_data(device=found, words=words, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove it."""
        try:
            person = remove_device(actor=self.actor, **self.kwargs)
        except ServiceError as error:
            messages.error(request, str(error))
        else:
            if not has_second_factor(person):
                forget_second_factor(request)
            renew_key(request, person)
            messages.success(request, _("The device is removed."))
        return redirect("accounts:two_factor")


def show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Show recovery codes, the only time that anybody sees them."""
    context = {
        "base_template": base_template(),
        "title": _("Your recovery codes"),
        "codes": codes,
        "made": timezone.now(),
    }
    response = render(request, "accounts/recovery_codes.html", context)
    response["Cache-Control"] = "no-store"
    return response
