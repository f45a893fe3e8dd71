"""Inviting to the team, and accepting (A1)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import services
from accounts.demonstration import PASSWORD
from accounts.models import Invitation, LedgerEntry
from accounts.models.invitations import token_digest
from tenants.errors import ServiceError
from tenants.links import LinkRefused
from tests.accounts.conftest import GOOD, link_in, token_in
from tests.conftest import person
from tests.factories.accounts import InvitationFactory, UserFactory

pytestmark = pytest.mark.usefixtures("portal")


class TestInviting:
    def invite(self, actor, email="ines@example.org", role="editor", **kwargs):
        return services.invite_person(actor=actor, email=email, role=role, **kwargs)

    def test_the_mail_has_the_only_copy_of_the_link(
        self, portal, admin, commits, outbox, ledger_since
    ):
        with commits():
            invitation = self.invite(admin, email="Ines@Example.org", display_name="Ines")
        (message,) = outbox
        assert message.to == ["ines@example.org"]
        assert message.subject == f"You are invited to join {portal.name}"
        assert portal.name in message.from_email
        assert link_in(message).startswith(portal.url("/invitation/"))
        assert f"{admin} invites you" in message.body
        assert "Editor. Edits" in message.body
        assert token_digest(token_in(message)) == invitation.token_hash
        assert ledger_since() == ["accounts.person_invited"]
        assert "ines@example.org" not in str(LedgerEntry.objects.last().__dict__)

    def test_only_those_who_give_the_role_invite_to_it(self, portal, outbox, commits):
        with commits(), pytest.raises(ServiceError, match="cannot give"):
            self.invite(person(portal, "editor"))
        assert not Invitation.objects.exists()
        assert outbox == []

    def test_nobody_invites_themselves(self, admin):
        with pytest.raises(ServiceError, match="yourself"):
            self.invite(admin, email=admin.email.upper())

    def test_no_address_is_no_invitation(self, admin):
        with pytest.raises(ServiceError) as refused:
            self.invite(admin, email="nonsense")
        assert "email" in refused.value.messages

    def test_an_open_invitation_is_not_made_twice(self, admin):
        self.invite(admin)
        with pytest.raises(ServiceError, match="invited already"):
            self.invite(admin, email="INES@example.org")

    def test_an_expired_one_gives_way(self, admin):
        old = self.invite(admin)
        with time_machine.travel(old.expires_at + timedelta(minutes=1)):
            new = self.invite(admin)
        old.refresh_from_db()
        assert old.withdrawn_at
        assert new.pk != old.pk

    def test_who_has_the_role_is_not_invited_to_it(self, admin):
        ann = UserFactory(roles=["editor"])
        with pytest.raises(ServiceError, match="already"):
            self.invite(admin, email=ann.email)

    def test_sending_again_makes_a_new_link_and_time(self, admin, commits, outbox):
        with commits():
            invitation = self.invite(admin)
        with time_machine.travel(timezone.now() + timedelta(days=3)), commits():
            services.resend_invitation(actor=admin, invitation=invitation)
        old, new = (token_in(message) for message in outbox)
        assert services.find_invitation(new).pk == invitation.pk
        assert services.find_invitation(new).expires_at > invitation.expires_at
        with pytest.raises(LinkRefused):
            services.find_invitation(old)

    def test_withdrawing_ends_the_link(self, admin, commits, outbox, ledger_since):
        with commits():
            invitation = self.invite(admin)
        services.withdraw_invitation(actor=admin, invitation=invitation)
        with pytest.raises(LinkRefused, match="withdrawn"):
            services.find_invitation(token_in(outbox[0]))
        with pytest.raises(ServiceError, match="no longer open"):
            services.withdraw_invitation(actor=admin, invitation=invitation)
        assert ledger_since()[-1] == "accounts.invitation_withdrawn"

    @pytest.mark.parametrize("act", [services.resend_invitation, services.withdraw_invitation])
    def test_others_neither_resend_nor_withdraw(self, portal, act):
        with pytest.raises(ServiceError, match="cannot give"):
            act(actor=person(portal, "editor"), invitation=InvitationFactory())


class TestInvitingToCasework:
    def test_the_mail_waits_until_a_practice_manager_agrees(
        self, admin, manager, commits, outbox, ledger_since
    ):
        with commits():
            invitation = services.invite_person(
                actor=admin, email="cass@example.org", role="caseworker"
            )
        assert invitation.awaits_approval
        assert [message.to for message in outbox] == [[manager.email]]
        assert link_in(outbox[0]).endswith("/team/")
        with commits():
            services.approve_invitation(actor=manager, invitation=invitation)
        assert outbox[1].to == ["cass@example.org"]
        new = services.accept_invitation(
            token=token_in(outbox[1]), display_name="Cass", password=GOOD
        )
        grant = new.grants.get(role="caseworker")
        assert (grant.given_by, grant.approved_by) == (admin, manager)
        assert "accounts.invitation_approved" in ledger_since()

    def test_it_cannot_be_sent_before(self, admin):
        invitation = InvitationFactory(role="caseworker", needs_approval=True)
        with pytest.raises(ServiceError, match="agree first"):
            services.resend_invitation(actor=admin, invitation=invitation)
        with pytest.raises(ServiceError, match="has to agree"):
            services.approve_invitation(actor=admin, invitation=invitation)

    def test_who_invites_does_not_agree_as_well(self):
        both = UserFactory(roles=["portal_administrator", "practice_manager"])
        invitation = services.invite_person(actor=both, email="c@example.org", role="caseworker")
        with pytest.raises(ServiceError, match="Another practice manager"):
            services.approve_invitation(actor=both, invitation=invitation)

    def test_nobody_agrees_twice(self, manager):
        invitation = InvitationFactory(role="caseworker", needs_approval=True)
        services.approve_invitation(actor=manager, invitation=invitation)
        with pytest.raises(ServiceError, match="already"):
            services.approve_invitation(actor=manager, invitation=invitation)

    def test_the_first_practice_manager_is_invited_at_once_and_alone(
        self, admin, no_manager, commits, outbox
    ):
        with commits():
            services.invite_person(actor=admin, email="a@example.org", role="practice_manager")
            second = services.invite_person(
                actor=admin, email="b@example.org", role="practice_manager"
            )
        assert [message.to for message in outbox] == [["a@example.org"]]
        assert second.awaits_approval

    def test_an_old_first_invitation_does_not_make_a_second_first_one(self, admin, no_manager):
        InvitationFactory(role="practice_manager", token="early")
        services.give_role(actor=admin, person=UserFactory(), role="practice_manager")
        with pytest.raises(LinkRefused, match="agree first"):
            services.accept_invitation(token="early", display_name="X", password=GOOD)


class TestAccepting:
    def accept(self, token="the-token", name="Ines", password=GOOD):
        return services.accept_invitation(token=token, display_name=name, password=password)

    def test_it_makes_an_account_with_the_role(self, admin, ledger_since):
        InvitationFactory(
            email="ines@example.org", role="editor", token="the-token", invited_by=admin
        )
        ines = self.accept(name="  Ines ")
        assert (ines.email, ines.display_name) == ("ines@example.org", "Ines")
        assert ines.is_confirmed
        assert ines.check_password(GOOD)
        assert ines.roles == {"editor"}
        assert ines.grants.get().given_by == admin
        assert ledger_since() == [
            "accounts.account_made",
            "accounts.invitation_accepted",
            "accounts.role_given",
        ]

    def test_it_works_once(self):
        InvitationFactory(token="the-token")
        self.accept()
        with pytest.raises(LinkRefused, match="accepted already"):
            self.accept(name="Mallory")

    def test_two_at_once_wait_for_each_other(self):
        InvitationFactory(token="the-token")
        with CaptureQueriesContext(connection) as queries:
            self.accept()
        locks = [q["sql"] for q in queries if "accounts_invitation" in q["sql"]]
        assert "FOR UPDATE" in locks[0]

    def test_it_expires(self):
        invitation = InvitationFactory(token="the-token")
        with time_machine.travel(invitation.expires_at), pytest.raises(LinkRefused, match="old"):
            self.accept()

    def test_it_is_refused_in_another_portal(self, other_portal, in_portal):
        InvitationFactory(token="the-token")
        with in_portal(other_portal), pytest.raises(LinkRefused, match="does not work"):
            self.accept()
        self.accept()

    def test_a_weak_password_leaves_the_link_open(self):
        InvitationFactory(token="the-token")
        for weak in ("short", "password1234", "123456789012"):
            with pytest.raises(ServiceError) as refused:
                self.accept(password=weak)
            assert "password" in refused.value.messages
        assert self.accept()

    def test_who_has_an_account_gives_its_password(self):
        ann = UserFactory(email="ann@example.org", display_name="Ann")
        InvitationFactory(email="ann@example.org", role="editor", token="the-token")
        with pytest.raises(ServiceError, match="not the password"):
            self.accept(password=GOOD)
        assert self.accept(name="", password=PASSWORD) == ann
        ann.refresh_from_db()
        assert ann.display_name == "Ann"
        assert ann.has_role("editor")

    def test_an_account_that_nobody_confirmed_is_taken_over(self):
        squatter = UserFactory(email="ann@example.org", email_confirmed_at=None)
        InvitationFactory(email="ann@example.org", token="the-token")
        ann = self.accept()
        assert ann.pk == squatter.pk
        assert not ann.check_password(PASSWORD)
        assert ann.check_password(GOOD)

    def test_a_closed_account_stays_closed(self):
        UserFactory(email="ann@example.org", is_active=False)
        InvitationFactory(email="ann@example.org", token="the-token")
        with pytest.raises(ServiceError, match="closed"):
            self.accept(password=PASSWORD)
