"""Roles that are limited to a locality, school or section (A2)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import services
from accounts.models import Invitation, LedgerEntry, Locality, RoleGrant, School
from accounts.roles import BOARD, LOCALITY, SCHOOL, SECTION
from accounts.sessions import SHORT, limits_for
from cms.models import HomePage
from tenants.errors import ServiceError
from tests.accounts.conftest import GOOD, token_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def east():
    return (LOCALITY, str(Locality.objects.get(name="East").pk))


@pytest.fixture
def home():
    return (SECTION, str(HomePage.objects.get().pk))


class TestGiving:
    def test_it_is_written_recorded_and_the_person_told(self, admin, home, commits, outbox):
        ann = UserFactory(display_name="Ann")
        with commits():
            grant = services.give_role(actor=admin, person=ann, role="editor", scope=home)
        assert grant.scope == home
        assert LedgerEntry.objects.last().detail["limited_to"].startswith("Section: ")
        assert outbox[-1].to == [ann.email]
        assert "Limited to: Section: " in outbox[-1].body
        assert f"{admin} has given you a role" in outbox[-1].body

    @pytest.mark.parametrize("role", ["clerk", "auditor", "portal_administrator"])
    def test_a_role_that_is_for_the_whole_portal_is_not_limited(self, admin, home, role):
        with pytest.raises(ServiceError, match="cannot be limited") as refused:
            services.give_role(actor=admin, person=UserFactory(), role=role, scope=home)
        assert "scope" in refused.value.messages

    def test_a_role_is_limited_to_its_own_kinds_alone(self, admin, east):
        with pytest.raises(ServiceError, match="cannot be limited to one locality"):
            services.give_role(actor=admin, person=UserFactory(), role="editor", scope=east)

    @pytest.mark.parametrize("scope", [(BOARD, "1"), ("nonsense", "1")])
    def test_an_unknown_kind_is_refused(self, admin, scope):
        with pytest.raises(ServiceError, match="cannot be limited"):
            services.give_role(actor=admin, person=UserFactory(), role="moderator", scope=scope)

    def test_the_thing_must_be_there(self, admin):
        with pytest.raises(ServiceError, match="no longer there"):
            services.give_role(
                actor=admin, person=UserFactory(), role="editor", scope=(SECTION, "999999")
            )

    def test_it_is_given_for_several_things_but_for_each_once(self, admin, manager, east):
        ann = UserFactory()
        hill = (SCHOOL, str(School.objects.get().pk))
        for scope in (east, hill):
            services.give_role(
                actor=admin, person=ann, role="caseworker", scope=scope, approved_by=manager
            )
        assert ann.scopes_of("caseworker") == {east, hill}
        with pytest.raises(ServiceError, match="already"):
            services.give_role(
                actor=admin, person=ann, role="caseworker", scope=east, approved_by=manager
            )

    def test_who_has_it_for_all_is_not_given_a_part(self, admin, home):
        ann = UserFactory(roles=["editor"])
        with pytest.raises(ServiceError, match="already"):
            services.give_role(actor=admin, person=ann, role="editor", scope=home)

    def test_a_limited_casework_role_takes_two_people_as_well(self, admin, east):
        with pytest.raises(ServiceError, match="practice manager"):
            services.give_role(actor=admin, person=UserFactory(), role="caseworker", scope=east)

    def test_a_limited_casework_role_has_short_sessions(self, admin, manager, east):
        ann = UserFactory()
        services.give_role(
            actor=admin, person=ann, role="caseworker", scope=east, approved_by=manager
        )
        assert limits_for(ann) is SHORT


class TestInviting:
    def test_scope_and_end_come_with_the_invitation(self, admin, home, commits, outbox):
        ends = timezone.now() + timedelta(days=90)
        with commits():
            services.invite_person(
                actor=admin, email="ines@example.org", role="editor", scope=home, ends_at=ends
            )
        assert "Limited to: Section: " in outbox[-1].body
        assert "The role holds until" in outbox[-1].body
        ines = services.accept_invitation(
            token=token_in(outbox[-1]), display_name="Ines", password=GOOD
        )
        grant = ines.grants.get()
        assert (grant.scope, grant.ends_at) == (home, ends)
        assert not ines.has_role("editor")

    def test_one_person_is_invited_for_two_places_but_not_twice_for_one(self, admin, east):
        hill = (SCHOOL, str(School.objects.get().pk))
        for scope in (east, hill):
            services.invite_person(
                actor=admin, email="cass@example.org", role="caseworker", scope=scope
            )
        with pytest.raises(ServiceError, match="invited already"):
            services.invite_person(
                actor=admin, email="cass@example.org", role="caseworker", scope=east
            )

    def test_a_name_that_is_too_long_is_refused_in_words(self, admin):
        with pytest.raises(ServiceError, match="80 characters or fewer") as refused:
            services.invite_person(
                actor=admin, email="a@example.org", role="editor", display_name="x" * 81
            )
        assert "display_name" in refused.value.messages

    def test_more_time_follows_the_old(self, admin, manager, east, commits, outbox):
        """An extension of a casework role is agreed to by two people, without a gap."""
        ann, now = UserFactory(), timezone.now()
        first = services.give_role(
            actor=admin,
            person=ann,
            role="caseworker",
            scope=east,
            approved_by=manager,
            ends_at=now + timedelta(days=10),
        )
        later = now + timedelta(days=100)
        with pytest.raises(ServiceError, match="Give the role again"):
            services.change_role_end(actor=admin, grant=first, ends_at=later)
        with commits():
            offered = services.offer_role(
                actor=admin, person=ann, role="caseworker", scope=east, ends_at=later
            )
            services.approve_invitation(actor=manager, invitation=offered)
        services.accept_invitation(
            token=token_in(outbox[-1]), display_name="", password="casement-demonstration"
        )
        second = ann.grants.latest("starts_at")
        assert (second.starts_at, second.ends_at) == (first.ends_at, later)
        assert second.approved_by == manager


class TestOffering:
    def test_a_role_is_given_at_once_where_one_person_is_enough(self, admin):
        ann = UserFactory()
        given = services.offer_role(actor=admin, person=ann, role="editor")
        assert isinstance(given, RoleGrant)
        assert ann.has_role("editor")

    def test_a_casework_role_waits_for_its_second_person(self, admin, east):
        ann = UserFactory()
        given = services.offer_role(actor=admin, person=ann, role="caseworker", scope=east)
        assert isinstance(given, Invitation)
        assert given.awaits_approval
        assert ann.roles_anywhere == frozenset()

    def test_it_has_no_start_of_its_own(self, admin):
        start = timezone.now() + timedelta(days=3)
        with pytest.raises(ServiceError) as refused:
            services.offer_role(
                actor=admin, person=UserFactory(), role="caseworker", starts_at=start
            )
        assert "starts_at" in refused.value.messages


class TestChangingTheEnd:
    def test_it_is_recorded_and_the_person_told(self, admin, commits, outbox, ledger_since):
        grant = UserFactory(roles=["clerk"]).grants.get()
        ends = timezone.now() + timedelta(days=5)
        with commits():
            services.change_role_end(actor=admin, grant=grant, ends_at=ends)
        assert ledger_since() == ["accounts.role_end_changed"]
        assert outbox[-1].to == [grant.user.email]
        with time_machine.travel(ends + timedelta(minutes=1)):
            assert not grant.user.__class__.objects.get(pk=grant.user_id).has_role("clerk")

    def test_a_casework_role_can_be_made_shorter_by_one_person(self, admin):
        grant = UserFactory(roles=["caseworker"]).grants.get()
        ends = timezone.now() + timedelta(days=5)
        assert services.change_role_end(actor=admin, grant=grant, ends_at=ends).ends_at == ends

    def test_nobody_changes_their_own(self, admin):
        with pytest.raises(ServiceError, match="cannot change"):
            services.change_role_end(actor=admin, grant=admin.grants.get(), ends_at=None)

    def test_a_role_that_somebody_must_hold_gets_no_end(self, admin):
        grant = UserFactory(roles=["portal_administrator"]).grants.get()
        with pytest.raises(ServiceError, match="always hold"):
            services.change_role_end(
                actor=admin, grant=grant, ends_at=timezone.now() + timedelta(days=1)
            )

    def test_an_end_in_the_past_is_refused(self, admin):
        grant = UserFactory(roles=["clerk"]).grants.get()
        with pytest.raises(ServiceError, match="after the start"):
            services.change_role_end(actor=admin, grant=grant, ends_at=timezone.now())


class TestPlaces:
    def remove(self, admin, kept):
        rows = [services.PlaceRow(place.name, place.pk) for place in kept]
        services.set_places(actor=admin, kind=Locality, rows=rows)

    def test_one_that_a_role_is_limited_to_stays_and_the_reason_is_said(self, admin, manager, east):
        grant = services.give_role(
            actor=admin, person=UserFactory(), role="caseworker", scope=east, approved_by=manager
        )
        west = Locality.objects.filter(name="West")
        with pytest.raises(ServiceError, match="East cannot be removed while a role is limited"):
            self.remove(admin, west)
        assert Locality.objects.filter(name="East").exists()
        services.end_role(actor=admin, grant=grant)
        self.remove(admin, west)
        assert not Locality.objects.filter(name="East").exists()

    def test_an_open_invitation_keeps_it_too(self, admin, east):
        services.invite_person(actor=admin, email="c@example.org", role="caseworker", scope=east)
        with pytest.raises(ServiceError, match="1 open invitation"):
            self.remove(admin, Locality.objects.filter(name="West"))
