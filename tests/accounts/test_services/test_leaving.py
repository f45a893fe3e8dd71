"""Leaving: what goes, what stays, and who cannot."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential, WebAuthnUserHandle

from accounts import services
from accounts.demonstration import PASSWORD
from accounts.models import (
    Delivery,
    EmailChange,
    Invitation,
    LedgerEntry,
    Notification,
    PausedAddress,
    RecoveryCode,
    SentMail,
    User,
    Visit,
)
from tenants.current import portal_context
from tenants.errors import ServiceError
from tenants.modules import all_modules
from tenants.platform import PLATFORM
from tests.accounts.conftest import GOOD
from tests.conftest import person
from tests.factories.accounts import InvitationFactory, UserFactory, VisitFactory


def leave(who, password=PASSWORD):
    services.leave(actor=who, password=password)
    who.refresh_from_db()


@pytest.fixture
def ann(portal):
    return UserFactory(email="ann@people.example", display_name="Ann", full_name="Ann Thrope")


class TestLeaving:
    def test_the_account_becomes_nobodys(self, ann):
        uuid = ann.uuid
        leave(ann)
        assert (str(ann), ann.full_name, ann.uuid) == ("A former member", "", uuid)
        assert ann.email.endswith("@left.invalid")
        assert not ann.is_active
        assert not ann.has_usable_password()
        assert ann.left_at <= timezone.now()
        assert "ann" not in ann.email.split("@")[0]

    def test_roles_end_now_and_those_of_later_never_begin(self, ann, admin, portal):
        services.give_role(actor=admin, person=ann, role="editor")
        later = timezone.now() + timedelta(days=9)
        services.give_role(actor=admin, person=ann, role="clerk", starts_at=later)
        leave(ann)
        assert all(grant.ends_at for grant in ann.grants.all())
        assert ann.grants.get(role="clerk").ends_at == later
        assert not ann.groups.exists()
        assert LedgerEntry.objects.last().detail == {"roles": ["clerk", "editor"]}

    def test_all_that_served_the_account_is_deleted(self, ann):
        VisitFactory(user=ann)
        TOTPDevice.objects.create(user=ann, name="Phone")
        WebAuthnUserHandle.objects.create(user=ann)
        WebAuthnCredential.objects.create(
            user=ann, name="Key", credential_id=b"1", public_key=b"2", sign_count=0
        )
        RecoveryCode.objects.create(user=ann, number=1, digest="x")
        Notification.objects.create(user=ann, kind="x", title="t", delivery=Delivery.NEVER)
        SentMail.objects.create(token="t", email=ann.email, kind="x")
        PausedAddress.objects.create(email=ann.email)
        InvitationFactory(email=ann.email)
        services.ask_email_change(actor=ann, email="new@people.example", password=PASSWORD)
        leave(ann)
        for model in (Visit, TOTPDevice, WebAuthnUserHandle, WebAuthnCredential, RecoveryCode):
            assert not model.objects.filter(user=ann).exists()
        for model in (Notification, EmailChange):
            assert not model.objects.filter(user=ann).exists()
        for model in (SentMail, PausedAddress, Invitation):
            assert not model.objects.filter(email="ann@people.example").exists()

    def test_a_mail_confirms_it_at_the_address_that_was(self, ann, commits, outbox):
        with commits():
            leave(ann)
        assert outbox[-1].to == ["ann@people.example"]
        assert "Hello Ann," in outbox[-1].body

    def test_the_same_address_signs_up_again_as_somebody_new(self, ann):
        leave(ann)
        services.sign_up(display_name="Ann", email="ann@people.example", password=GOOD)
        anew = User.objects.with_email("ann@people.example")
        assert anew.pk != ann.pk
        services.leave(actor=_confirmed(anew), password=GOOD)
        assert User.objects.filter(display_name="A former member").count() == 2

    def test_every_module_is_asked_to_forget_even_one_that_is_off(self, portal, ann, monkeypatch):
        portal.modules = []
        forgotten = []
        made = tuple(
            replace(
                module,
                forget_person=lambda who, slug=module.slug: forgotten.append(
                    (slug, who.display_name)
                ),
            )
            for module in all_modules()
        )
        monkeypatch.setattr("tenants.personal_data.all_modules", lambda: made)
        leave(ann)
        assert sorted(forgotten) == [("casework", "Ann"), ("forum", "Ann"), ("governance", "Ann")]

    def test_a_module_that_fails_undoes_all_of_it(self, ann, monkeypatch):
        def fail(who):
            raise ServiceError("Hand over your seat first.")

        made = (replace(all_modules()[0], forget_person=fail),)
        monkeypatch.setattr("tenants.personal_data.all_modules", lambda: made)
        with pytest.raises(ServiceError, match="Hand over your seat"):
            services.leave(actor=ann, password=PASSWORD)
        ann.refresh_from_db()
        assert ann.is_active

    def test_a_wrong_password_leaves_nothing(self, ann, ledger_since):
        with pytest.raises(ServiceError) as refused:
            leave(ann, "wrong")
        assert "password" in refused.value.messages
        assert ledger_since() == ["accounts.proof_failed"]


class TestWhoCannot:
    @pytest.mark.parametrize("role", ["portal_administrator", "practice_manager"])
    def test_the_last_holder_of_a_role_that_must_stay(self, portal, role):
        last = person(portal, role)
        assert len(services.roles_that_keep(last)) == 1
        with pytest.raises(ServiceError, match="Give the role to somebody else first"):
            leave(last)
        last.refresh_from_db()
        assert last.is_active
        assert last.has_role(role)

    def test_with_a_second_one_they_can(self, portal):
        UserFactory(roles=["portal_administrator"])
        first = person(portal, "portal_administrator")
        assert services.roles_that_keep(first) == []
        leave(first)
        assert not first.is_active

    def test_the_last_operator_stays_and_another_can_leave(self, _public, in_portal):
        with in_portal(PLATFORM):
            operator = person(PLATFORM, "operator")
            with pytest.raises(ServiceError):
                leave(operator)
            other = UserFactory(roles=["operator"])
            leave(other)
            assert str(other) == "A former member"


def test_two_last_administrators_cannot_leave_at_once(committed_portal):
    portal = committed_portal("race-leave")
    with portal_context(portal):
        pair = [UserFactory(roles=["portal_administrator"]) for _each in range(2)]
    barrier, said = threading.Barrier(2), []

    def go(who):
        with portal_context(portal):
            barrier.wait(10)
            try:
                services.leave(actor=who, password=PASSWORD)
                said.append("left")
            except ServiceError:
                said.append("stays")
        connection.close()

    threads = [threading.Thread(target=go, args=[who]) for who in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(said) == ["left", "stays"]


def _confirmed(who):
    who.email_confirmed_at = timezone.now()
    who.save()
    return who
