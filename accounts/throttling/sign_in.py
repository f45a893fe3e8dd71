"""Tries to sign in: slowed by account and address together, and written into the ledger (A7)."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from accounts.ledger import record
from accounts.models import User
from accounts.throttling import IN_THE_LEDGER, KNOWN_ADDRESS, check, clear, fail, is_noted, note
from accounts.verbs import Verb

MOST_AN_HOUR = 200
"""Failed tries that the ledger names one by one within an hour: a flood must not fill it."""


@dataclass(frozen=True, slots=True)
class SignInTry:
    """Somebody tries to open an account from an address (`tenants.visitors.network_of`).

    Every step costs the same whether or not the account exists.
    """

    email: str
    network: str

    @classmethod
    def of(cls, email: str, network: str) -> "SignInTry":
        """Return the try with its address in the form that accounts are kept by."""
        return cls(User.objects.normalize_email(email), network)

    def check(self) -> None:
        """Raise `TooMany` while this address has to wait.

        Many failures from everywhere slow addresses alone from which the account was never opened:
        who attacks it cannot keep its owner out.
        """
        check("sign_in", self.email, self.network)
        if not is_noted(KNOWN_ADDRESS, self.email, self.network):
            check("sign_in_account", self.email)

    def failed(self) -> None:
        """Count it, and write it into the ledger; the person is named only when there is one."""
        minutes = fail("sign_in", self.email, self.network)
        fail("sign_in_account", self.email)
        person = User.objects.with_email(self.email)
        noted = note(IN_THE_LEDGER, f"{timezone.now():%Y-%m-%d %H}")
        if noted > MOST_AN_HOUR + 1:
            return
        verb, detail = Verb.SIGN_IN_FAILED, {}
        if noted > MOST_AN_HOUR:
            verb, person = Verb.SIGN_INS_FLOODED, None
        elif minutes:
            verb, detail = Verb.SIGN_IN_PAUSED, {"minutes": minutes}
        with transaction.atomic():
            record(actor=AnonymousUser(), verb=verb, subject=person, detail=detail)

    def succeeded(self) -> None:
        """Forget what went wrong before, and remember the address."""
        clear("sign_in", self.email, self.network)
        note(KNOWN_ADDRESS, self.email, self.network)
