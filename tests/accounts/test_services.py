"""What is done to people: roles, invitations, signing up, passwords, sessions."""

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import services
from accounts.demonstration import PASSWORD, NotADemonstration, make_people
from accounts.models import Invitation, LedgerEntry, RoleGrant, User
from accounts.models.invitations import token_digest
from accounts.services.granting import keep_groups_in_step
from accounts.services.places import make_places
from accounts.tokens import person_to_confirm, reset_tokens
from tenants.errors import ServiceError
from tenants.links import LinkRefused
from tenants.platform import PLATFORM
from tests.accounts.conftest import link_in
from tests.conftest import person
from tests.factories.accounts import InvitationFactory, UserFactory

GOOD = "lantern-otter-basil"
pytestmark = pytest.mark.usefixtures("portal")


def token_in(message):
    return link_in(message).rstrip("/").rsplit("/", 1)[1]


class TestGivingRoles:
    def test_a_role_is_given_and_recorded(self, admin, ledger_since):
        ann = UserFactory(display_name="Ann")
        grant = services.give_role(actor=admin, person=ann, role="clerk", reason="New clerk")
        assert ann.has_role("clerk")
        assert (grant.given_by, grant.reason, grant.ends_at) == (admin, "New clerk", None)
        assert ledger_since() == ["accounts.role_given"]
        entry = LedgerEntry.objects.last()
        assert entry.actor_uuid == admin.uuid
        assert (entry.subject_id, entry.detail["role"]) == (str(ann.uuid), "clerk")

    def test_a_role_may_have_a_start_and_an_end(self, admin):
        ann, day = UserFactory(), timedelta(days=1)
        start = timezone.now() + day
        services.give_role(
            actor=admin, person=ann, role="clerk", starts_at=start, ends_at=start + day
        )
        assert not ann.has_role("clerk")
        with time_machine.travel(start + day / 2):
            ann.forget_roles()
            assert ann.has_role("clerk")

    @pytest.mark.parametrize("role", ["member", "editor", "practice_manager", "auditor"])
    def test_only_administrators_give_roles(self, portal, role, ledger_since):
        giver, ann = person(portal, role), UserFactory()
        with pytest.raises(ServiceError, match="cannot give"):
            services.give_role(actor=giver, person=ann, role="clerk")
        assert ann.roles == frozenset()
        assert ledger_since() == []

    def test_nobody_gives_a_role_to_themselves(self, admin):
        with pytest.raises(ServiceError, match="yourself"):
            services.give_role(actor=admin, person=admin, role="clerk")

    def test_a_role_that_is_held_is_not_given_twice(self, admin):
        ann = UserFactory(roles=["clerk"])
        with pytest.raises(ServiceError, match="already") as refused:
            services.give_role(actor=admin, person=ann, role="clerk")
        assert "role" in refused.value.messages

    def test_the_platforms_role_is_not_given_in_a_portal(self, admin):
        with pytest.raises(ServiceError, match="used here"):
            services.give_role(actor=admin, person=UserFactory(), role="operator")

    def test_a_role_of_an_add_on_that_is_off_is_not_given(self, portal, admin):
        portal.modules = []
        with pytest.raises(ServiceError, match="used here"):
            services.give_role(actor=admin, person=UserFactory(), role="clerk")

    def test_an_end_before_the_start_is_refused(self, admin):
        with pytest.raises(ServiceError) as refused:
            services.give_role(
                actor=admin, person=UserFactory(), role="clerk", ends_at=timezone.now()
            )
        assert "ends_at" in refused.value.messages

    def test_a_role_that_somebody_must_hold_has_no_end(self, admin):
        tomorrow = timezone.now() + timedelta(days=1)
        with pytest.raises(ServiceError, match="always hold"):
            services.give_role(
                actor=admin, person=UserFactory(), role="portal_administrator", ends_at=tomorrow
            )

    def test_an_administrator_of_another_portal_gives_nothing_here(self, other_portal):
        stranger = person(other_portal, "portal_administrator")
        with pytest.raises(ServiceError, match="cannot give"):
            services.give_role(actor=stranger, person=UserFactory(), role="clerk")

    def test_the_person_is_locked_while_the_role_is_given(self, admin):
        with CaptureQueriesContext(connection) as queries:
            services.give_role(actor=admin, person=UserFactory(), role="clerk")
        assert any("FOR UPDATE" in query["sql"] for query in queries)


class TestTwoPeople:
    """A3: a casework role takes a practice manager as well."""

    CASEWORK = ("volunteer", "caseworker", "practice_manager")

    @pytest.mark.parametrize("role", CASEWORK)
    def test_an_administrator_alone_is_not_enough(self, admin, role):
        ann = UserFactory()
        with pytest.raises(ServiceError, match="practice manager"):
            services.give_role(actor=admin, person=ann, role=role)
        assert ann.roles == frozenset()

    @pytest.mark.parametrize("role", CASEWORK)
    def test_together_with_a_practice_manager_it_is(self, admin, manager, role):
        ann = UserFactory()
        grant = services.give_role(actor=admin, person=ann, role=role, approved_by=manager)
        assert ann.has_role(role)
        assert grant.approved_by == manager
        assert LedgerEntry.objects.last().detail["agreed_by"] == manager.ledger_label

    def test_a_practice_manager_alone_is_not_enough(self, manager):
        with pytest.raises(ServiceError, match="cannot give"):
            services.give_role(
                actor=manager, person=UserFactory(), role="caseworker", approved_by=manager
            )

    def test_one_person_with_both_roles_is_not_two_people(self, admin, manager):
        both = UserFactory(roles=["portal_administrator", "practice_manager"])
        with pytest.raises(ServiceError, match="two people"):
            services.give_role(
                actor=both, person=UserFactory(), role="caseworker", approved_by=both
            )

    def test_nobody_agrees_to_their_own_role(self, admin):
        ann = UserFactory(roles=["practice_manager"])
        with pytest.raises(ServiceError, match="two people"):
            services.give_role(actor=admin, person=ann, role="caseworker", approved_by=ann)

    def test_another_administrator_is_no_practice_manager(self, admin):
        second = UserFactory(roles=["portal_administrator"])
        with pytest.raises(ServiceError, match="practice manager"):
            services.give_role(
                actor=admin, person=UserFactory(), role="caseworker", approved_by=second
            )

    def test_the_first_practice_manager_takes_one_person(self, admin, no_manager):
        ann = UserFactory()
        services.give_role(actor=admin, person=ann, role="practice_manager")
        assert ann.has_role("practice_manager")
        with pytest.raises(ServiceError, match="practice manager"):
            services.give_role(actor=admin, person=UserFactory(), role="practice_manager")

    def test_there_is_a_first_one_only_once(self, admin):
        now = timezone.now()
        RoleGrant.objects.filter(role="practice_manager").update(ends_at=now)
        with pytest.raises(ServiceError, match="practice manager"):
            services.give_role(actor=admin, person=UserFactory(), role="practice_manager")

    def test_the_first_practice_manager_gives_no_way_round_for_others(self, admin, no_manager):
        with pytest.raises(ServiceError, match="practice manager"):
            services.give_role(actor=admin, person=UserFactory(), role="caseworker")


class TestEndingRoles:
    def grant(self, role, **kwargs):
        return UserFactory(roles=[role], **kwargs).grants.get()

    def test_a_role_ends_at_once_and_is_recorded(self, admin, ledger_since):
        grant = self.grant("clerk")
        ended = services.end_role(actor=admin, grant=grant, reason="Left")
        assert ended.ended_by == admin
        assert not User.objects.get(pk=grant.user_id).has_role("clerk")
        assert ledger_since() == ["accounts.role_ended"]
        assert LedgerEntry.objects.last().detail == {"role": "clerk", "reason": "Left"}

    def test_it_ends_once(self, admin):
        grant = self.grant("clerk")
        services.end_role(actor=admin, grant=grant)
        with pytest.raises(ServiceError, match="already"):
            services.end_role(actor=admin, grant=grant)

    def test_one_that_has_not_begun_can_be_called_off(self, admin):
        ann = UserFactory()
        grant = services.give_role(
            actor=admin, person=ann, role="clerk", starts_at=timezone.now() + timedelta(days=9)
        )
        services.end_role(actor=admin, grant=grant)
        with time_machine.travel(timezone.now() + timedelta(days=10)):
            assert not User.objects.get(pk=ann.pk).has_role("clerk")

    def test_others_end_nothing(self, portal):
        with pytest.raises(ServiceError, match="cannot end"):
            services.end_role(actor=person(portal, "editor"), grant=self.grant("clerk"))

    def test_a_practice_manager_ends_casework_roles_and_no_others(self, manager):
        services.end_role(actor=manager, grant=self.grant("caseworker"))
        with pytest.raises(ServiceError, match="cannot end"):
            services.end_role(actor=manager, grant=self.grant("clerk"))

    @pytest.mark.parametrize("role", ["portal_administrator", "practice_manager"])
    def test_the_last_holder_keeps_the_role(self, portal, admin, role):
        grant = person(portal, role).grants.get(role=role)
        with pytest.raises(ServiceError, match="last"):
            services.end_role(actor=admin, grant=grant)
        UserFactory(roles=[role])
        services.end_role(actor=admin, grant=grant)

    @pytest.mark.parametrize("why", [{"is_active": False}, {"email_confirmed_at": None}])
    def test_a_holder_who_cannot_sign_in_does_not_count(self, admin, why):
        self.grant("portal_administrator", **why)
        with pytest.raises(ServiceError, match="last"):
            services.end_role(actor=admin, grant=admin.grants.get())


class TestGroups:
    @pytest.fixture(autouse=True)
    def _groups(self, portal):
        for name in ("editor", "author", "somebody else's"):
            Group.objects.get_or_create(name=name)

    def names(self, user):
        return set(user.groups.values_list("name", flat=True))

    def test_groups_follow_roles(self, admin):
        ann = UserFactory()
        ann.groups.add(Group.objects.get(name="somebody else's"))
        grant = services.give_role(actor=admin, person=ann, role="editor")
        services.give_role(actor=admin, person=ann, role="clerk")
        assert self.names(ann) == {"editor", "somebody else's"}
        services.end_role(actor=admin, grant=grant)
        assert self.names(ann) == {"somebody else's"}

    def test_a_role_that_ran_out_loses_its_group_at_the_next_step(self, admin):
        ann, now = UserFactory(), timezone.now()
        services.give_role(actor=admin, person=ann, role="editor", ends_at=now + timedelta(hours=1))
        with time_machine.travel(now + timedelta(hours=2)):
            keep_groups_in_step(ann)
        assert self.names(ann) == set()


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
        assert ledger_since() == ["accounts.password_changed"]
        assert outbox[-1].to == ["ann@example.org"]

    def test_mail_goes_out_in_the_persons_language(self, ann, commits, outbox, monkeypatch):
        ann.language = "cy"
        ann.save()
        assert 'lang="cy"' in self.ask(commits, outbox).alternatives[0].content


class TestOwnAccount:
    def test_details_are_changed_and_their_names_recorded(self, ledger_since):
        ann = UserFactory(display_name="Ann")
        services.change_profile(actor=ann, display_name="Anna", full_name="", language="cy")
        ann.refresh_from_db()
        assert (ann.display_name, ann.language) == ("Anna", "cy")
        assert LedgerEntry.objects.last().detail == {"fields": ["display_name", "language"]}
        services.change_profile(actor=ann, display_name="Anna", full_name="", language="cy")
        assert ledger_since() == ["accounts.profile_changed"]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"display_name": " "}, "display_name"), ({"language": "tlh"}, "language")],
    )
    def test_what_is_wrong_is_said_by_field(self, changes, field):
        asked = {"display_name": "Ann", "full_name": "", "language": "en", **changes}
        with pytest.raises(ServiceError) as refused:
            services.change_profile(actor=UserFactory(), **asked)
        assert field in refused.value.messages

    def test_sessions_are_ended_by_oneself_or_the_team(self, admin, ledger_since):
        ann = UserFactory()
        first = ann.get_session_auth_hash()
        services.end_sessions(actor=ann, person=ann)
        second = User.objects.get(pk=ann.pk).get_session_auth_hash()
        services.end_sessions(actor=admin, person=ann)
        third = User.objects.get(pk=ann.pk).get_session_auth_hash()
        assert len({first, second, third}) == 3
        assert ledger_since() == ["accounts.sessions_ended"] * 2
        with pytest.raises(ServiceError):
            services.end_sessions(actor=ann, person=admin)


class TestFounding:
    def test_a_new_portal_invites_its_administrator_on_its_own_host(
        self, portal, in_portal, commits, outbox
    ):
        from tests.conftest import make_portal

        with commits(), in_portal(PLATFORM):
            new = make_portal("founded", administrator_email="Boss@Example.org")
        (message,) = outbox
        assert message.to == ["boss@example.org"]
        assert link_in(message).startswith(new.url("/invitation/"))
        with in_portal(new):
            boss = services.accept_invitation(
                token=token_in(message), display_name="Boss", password=GOOD
            )
            assert boss.roles == {"portal_administrator"}
            assert LedgerEntry.objects.get(number=1).verb == "tenants.portal_created"
        with in_portal(PLATFORM):
            assert LedgerEntry.objects.last().subject_label == "Founded Parents"

    def test_an_operator_who_makes_a_portal_is_named_but_is_no_person_of_it(
        self, portal, in_portal, other_portal
    ):
        operator = person(PLATFORM, "operator")
        RoleGrant.objects.filter(role="portal_administrator").delete()
        invitation = services.invite_first_administrator(actor=operator, email="a@example.org")
        assert invitation.invited_by is None
        assert LedgerEntry.objects.last().actor_uuid == operator.uuid

    def test_a_portal_that_has_an_administrator_is_founded(self):
        with pytest.raises(ServiceError, match="has an administrator"):
            services.invite_first_administrator(actor=None, email="a@example.org")

    def test_operators_are_made_on_the_platform_only(self, in_portal):
        with pytest.raises(ServiceError, match="platform"):
            services.make_operator(email="o@example.org", password=GOOD)
        with in_portal(PLATFORM):
            made = services.make_operator(email="o@example.org", password=GOOD)
            again = services.make_operator(email="O@example.org", password=GOOD + "2")
            assert made == again
            assert again.check_password(GOOD + "2")
            assert again.has_role("operator")

    def test_places_with_like_names_get_different_addresses(self):
        from accounts.models import School

        make_places(localities=[], schools=["St Mary’s", "St Marys", "!!!"])
        slugs = School.objects.exclude(name="Hill School").values_list("slug", flat=True)
        assert sorted(slugs) == ["place", "st-marys", "st-marys-2"]


class TestDemonstration:
    def test_people_are_made_once_for_each_role(self, portal):
        people = {"editor": "", "caseworker": "Caseworker, west"}
        first, second = make_people(portal, people), make_people(portal, people)
        assert first == second
        assert first[0].email == "editor@north.example"
        assert User.objects.with_email(first[1].email).roles == {"caseworker"}

    def test_they_are_never_made_elsewhere(self, portal, settings):
        settings.DEMONSTRATION = False
        with pytest.raises(NotADemonstration):
            make_people(portal, {"editor": ""})
