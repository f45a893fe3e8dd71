"""New passwords, by mail or by the old one."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import services
from accounts.demonstration import PASSWORD
from accounts.models import User
from accounts.tokens import reset_tokens
from tenants.errors import ServiceError
from tenants.links import LinkRefused
from tests.accounts.conftest import GOOD, link_in
from tests.conftest import person
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.usefixtures("portal")


class TestNewPasswords:
    @pytest.fixture
    def ann(self):
        return UserFactory(email="ann@example.org", display_name="Ann")

    def ask(self, commits, outbox, email="ann@example.org"):
        with commits():
            services.request_password_reset(email=email)
        return outbox[-1]

    def uuid_and_token(self, message):
        uuid, token = link_in(message).rstrip("/").rsplit("/", 2)[1:]
        return {"uuid": uuid, "token": token}

    def test_a_link_sets_a_new_password_and_ends_all_sessions(
        self, portal, ann, commits, outbox, ledger_since
    ):
        mark = ann.get_session_auth_hash()
        message = self.ask(commits, outbox, "Ann@Example.org")
        assert link_in(message).startswith(portal.url("/new-password/"))
        with commits():
            services.reset_password(**self.uuid_and_token(message), password=GOOD)
        ann.refresh_from_db()
        assert ann.check_password(GOOD)
        assert ann.get_session_auth_hash() != mark
        assert ledger_since() == ["accounts.password_reset"]
        assert "was changed" in outbox[-1].subject

    def test_the_link_works_once(self, ann, commits, outbox):
        link = self.uuid_and_token(self.ask(commits, outbox))
        services.reset_password(**link, password=GOOD)
        with pytest.raises(LinkRefused):
            services.reset_password(**link, password="another-good-password")

    def test_the_link_gets_old(self, ann, commits, outbox, settings):
        link = self.uuid_and_token(self.ask(commits, outbox))
        later = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 5)
        with time_machine.travel(later), pytest.raises(LinkRefused):
            services.reset_password(**link, password=GOOD)

    def test_a_weak_password_leaves_the_link_open(self, ann, commits, outbox):
        link = self.uuid_and_token(self.ask(commits, outbox))
        with pytest.raises(ServiceError):
            services.reset_password(**link, password="short")
        services.reset_password(**link, password=GOOD)

    def test_another_portals_token_fails_for_the_same_person(self, portal, other_portal, in_portal):
        here = person(portal, "editor")
        there = person(other_portal, "editor")
        with in_portal(other_portal):
            User.objects.filter(pk=there.pk).update(
                uuid=here.uuid,
                password=here.password,
                last_login=here.last_login,
                session_mark=here.session_mark,
            )
            there.refresh_from_db()
            token = reset_tokens.make_token(there)
            assert reset_tokens.check_token(there, token)
        assert here.pk == there.pk
        with pytest.raises(LinkRefused):
            services.reset_password(uuid=here.uuid, token=token, password=GOOD)

    def test_an_unknown_address_gets_a_mail_that_says_so(self, commits, outbox):
        message = self.ask(commits, outbox, "nobody@example.org")
        assert message.to == ["nobody@example.org"]
        assert "no account" in message.body
        assert "/new-password/" not in message.body

    def test_a_closed_account_gets_no_link(self, commits, outbox):
        UserFactory(email="gone@example.org", is_active=False)
        assert "/new-password/" not in self.ask(commits, outbox, "gone@example.org").body

    def test_it_confirms_an_address_that_nobody_confirmed(self, commits, outbox):
        UserFactory(email="late@example.org", email_confirmed_at=None)
        message = self.ask(commits, outbox, "late@example.org")
        late = services.reset_password(**self.uuid_and_token(message), password=GOOD)
        assert late.is_confirmed
        assert late.roles == {"member"}

    def test_changing_it_needs_the_old_one(self, ann, commits, outbox, ledger_since):
        with pytest.raises(ServiceError) as refused:
            services.change_password(actor=ann, current_password="wrong", new_password=GOOD)
        assert "current_password" in refused.value.messages
        with commits():
            changed = services.change_password(
                actor=ann, current_password=PASSWORD, new_password=GOOD
            )
        assert changed.get_session_auth_hash() != ann.get_session_auth_hash()
        assert ledger_since() == ["accounts.proof_failed", "accounts.password_changed"]
        assert outbox[-1].to == ["ann@example.org"]

    def test_mail_goes_out_in_the_persons_language(self, ann, commits, outbox, monkeypatch):
        ann.language = "cy"
        ann.save()
        assert 'lang="cy"' in self.ask(commits, outbox).alternatives[0].content
