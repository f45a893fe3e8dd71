"""Proving who one is once more: the second step of signing in, and step-up (A4, A5)."""

from typing import Any, ClassVar

from django.contrib.auth.views import RedirectURLMixin
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.demonstration import code_to_try
from accounts.forms.account import CodeForm, PasswordForm, RecoveryCodeForm
from accounts.models import User
from accounts.rules import anyone, can_see_own_account
from accounts.services.proofs import check_app_code, check_own_password, check_recovery_code
from accounts.services.second_factors import SecondFactors, second_factors_of
from accounts.sessions import (
    PASSWORD,
    RECOVERY,
    TOTP,
    half_of,
    note_proof,
    renew_key,
    sign_in,
)
from accounts.views.pages import LinkPage, ServicePage
from tenants.links import LinkRefused
from tenants.visitors import network_of


class Proof(RedirectURLMixin, ServicePage):
    """Asks for a proof, then goes on to where the person wanted to go."""

    without_second_factor = True
    template_name = "accounts/second_step.html"
    next_page = "/"
    by_recovery_code: ClassVar[bool] = False
    links: ClassVar[dict[str, str]]
    """Names of the addresses of this page: by code, by recovery code, and by passkey."""

    person: Any
    """Who has to prove it."""

    @cached_property
    def held(self) -> SecondFactors:
        """What the person has beside the password."""
        return second_factors_of(self.person)

    def get_form_class(self) -> type[Any]:
        """Return the form for what the person has."""
        if self.by_recovery_code:
            return RecoveryCodeForm
        return CodeForm if self.held else PasswordForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what else the person could use."""
        query = self.request.META.get("QUERY_STRING", "")
        return super().get_context_data(
            held=self.held,
            by_recovery_code=self.by_recovery_code,
            links=self.links,
            query=f"?{query}" if query else "",
            code_to_try=code_to_try(self.person),
            **kwargs,
        )

    def perform(self, **typed: Any) -> None:
        """Check what was typed, and go on as somebody who has proved it."""
        if self.by_recovery_code:
            check_recovery_code(person=self.person, network=network_of(self.request), **typed)
            self.proved(RECOVERY)
        elif self.held:
            check_app_code(person=self.person, network=network_of(self.request), **typed)
            self.proved(TOTP)
        else:
            check_own_password(person=self.person, **typed)
            self.proved(PASSWORD)

    def proved(self, method: str) -> None:
        """Do what the proof was for."""
        raise NotImplementedError


class SecondStepView(Proof, LinkPage):
    """After the password: a code of the app, or a passkey."""

    rule = anyone
    title = gettext_lazy("Check that it is you")
    links: ClassVar[dict[str, str]] = {
        "code": "accounts:second_step",
        "recovery": "accounts:second_step_recovery",
    }

    def check_link(self) -> None:
        """Somebody must have given the right password a moment ago; `LinkRefused` else."""
        half = half_of(self.request)
        if half is None:
            words = _("You took too long, or have signed in already. Start again.")
            raise LinkRefused(words)
        self.person = half

    def proved(self, method: str) -> None:
        """Sign in."""
        sign_in(self.request, self.person, method=method)


class SecondStepRecoveryView(SecondStepView):
    """After the password: a recovery code."""

    by_recovery_code = True


class ProveView(Proof):
    """Somebody who is signed in, before what is hard to undo."""

    rule = can_see_own_account
    title = gettext_lazy("Check that it is you")
    links: ClassVar[dict[str, str]] = {
        "code": "accounts:prove",
        "recovery": "accounts:prove_recovery",
    }

    @property
    def person(self) -> User:
        """Whose session it is."""
        return self.actor

    def proved(self, method: str) -> None:
        """Note it, under a new key."""
        note_proof(self.request, self.person, method=method)
        renew_key(self.request, self.person)


class ProveRecoveryView(ProveView):
    """The same by a recovery code."""

    by_recovery_code = True
