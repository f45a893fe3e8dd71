"""Giving and ending roles (A2, A3)."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import services
from accounts.groups import keep_groups_in_step
from accounts.models import LedgerEntry, RoleGrant, User
from tenants.errors import ServiceError
from tests.conftest import person
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.usefixtures("portal")


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
