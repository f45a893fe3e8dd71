"""Signing up as a member (A1)."""

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.utils import timezone

from accounts import services
from accounts.demonstration import PASSWORD
from accounts.models import User
from accounts.tokens import person_to_confirm
from tenants.errors import ServiceError
from tenants.links import LinkRefused
from tests.accounts.conftest import GOOD, link_in, token_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.usefixtures("portal")


class TestSigningUp:
    def sign_up(self, email="new@example.org", password=GOOD, name="New One"):
        services.sign_up(display_name=name, email=email, password=password)

    def test_a_new_member_confirms_by_mail_and_password(
        self, portal, commits, outbox, ledger_since
    ):
        with commits():
            self.sign_up(email="New@Example.org")
        person = User.objects.get(email="new@example.org")
        assert not person.is_confirmed
        assert link_in(outbox[0]).startswith(portal.url("/confirm/"))
        confirmed = services.confirm_email(token=token_in(outbox[0]), password=GOOD)
        assert confirmed.roles == {"member"}
        assert ledger_since() == [
            "accounts.account_made",
            "accounts.email_confirmed",
            "accounts.role_given",
        ]

    def test_a_known_address_gets_another_mail_and_keeps_its_password(
        self, commits, outbox, ledger_since
    ):
        ann = UserFactory(email="ann@example.org")
        with commits():
            self.sign_up(email="ANN@example.org", name="Mallory")
        assert outbox[0].subject.startswith("You already have an account")
        assert "/sign-in/" in outbox[0].body
        assert "/new-password/" in outbox[0].body
        ann.refresh_from_db()
        assert ann.check_password(PASSWORD)
        assert ann.display_name != "Mallory"
        assert ledger_since() == []

    def test_known_and_unknown_addresses_cost_one_hash_and_one_mail(
        self, commits, outbox, monkeypatch
    ):
        from django.contrib.auth import hashers

        hashed = []
        monkeypatch.setattr(
            import_module("accounts.services.sign_up"),
            "make_password",
            lambda password: hashed.append(1) or hashers.make_password(password),
        )
        UserFactory(email="ann@example.org")
        before = len(hashed)
        with commits():
            self.sign_up(email="ann@example.org")
            self.sign_up(email="new@example.org")
        assert len(hashed) - before == 2
        assert [len(message.to) for message in outbox] == [1, 1]

    def test_whoever_asked_with_anothers_address_cannot_use_what_they_confirm(
        self, commits, outbox
    ):
        with commits():
            self.sign_up(password="mallory-knows-this-one")
        with pytest.raises(ServiceError, match="not the password"):
            services.confirm_email(token=token_in(outbox[0]), password=GOOD)
        assert not User.objects.get(email="new@example.org").is_confirmed
        with commits():
            self.sign_up(password=GOOD)
        services.confirm_email(token=token_in(outbox[1]), password=GOOD)

    def test_the_link_works_once(self, commits, outbox):
        with commits():
            self.sign_up()
        token = token_in(outbox[0])
        services.confirm_email(token=token, password=GOOD)
        with pytest.raises(LinkRefused, match="confirmed already"):
            services.confirm_email(token=token, password=GOOD)

    def test_the_link_gets_old(self, commits, outbox):
        with commits():
            self.sign_up()
        later = timezone.now() + timedelta(days=3, minutes=1)
        with time_machine.travel(later), pytest.raises(LinkRefused, match="too old"):
            services.confirm_email(token=token_in(outbox[0]), password=GOOD)

    def test_the_link_is_refused_in_another_portal(self, commits, outbox, other_portal, in_portal):
        with commits():
            self.sign_up()
        with in_portal(other_portal):
            with commits():
                self.sign_up()
            with pytest.raises(LinkRefused):
                person_to_confirm(token_in(outbox[0]))

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"email": "nonsense"}, "email"),
            ({"name": "  "}, "display_name"),
            ({"password": "short"}, "password"),
            ({"password": "password1234"}, "password"),
            ({"password": "new@example.org"}, "password"),
        ],
    )
    def test_what_is_wrong_is_said_by_field(self, changes, field):
        with pytest.raises(ServiceError) as refused:
            self.sign_up(**changes)
        assert field in refused.value.messages
        assert not User.objects.filter(email="new@example.org").exists()
