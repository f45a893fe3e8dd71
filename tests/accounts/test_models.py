from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError, ProgrammingError
from django.utils import timezone

from accounts.models import Invitation, LedgerEntry, Locality, RoleGrant, School, User
from tests.factories.accounts import (
    InvitationFactory,
    LocalityFactory,
    RoleGrantFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = pytest.mark.usefixtures("portal")


class TestPeople:
    def test_an_address_is_kept_in_small_letters_without_space(self):
        assert User.objects.create_user("  Ann@Example.ORG ").email == "ann@example.org"

    @pytest.mark.parametrize("spelling", ["ann@example.org", "ANN@example.org", "Ann@EXAMPLE.org"])
    def test_an_address_belongs_to_one_person_in_any_case(self, spelling):
        UserFactory(email="ann@example.org")
        with pytest.raises(IntegrityError, match="user_email_unique"), transaction.atomic():
            User.objects.create_user(spelling)

    def test_the_database_keeps_capitals_out_even_past_the_manager(self):
        person = UserFactory()
        with pytest.raises(IntegrityError, match="user_email_small_letters"), transaction.atomic():
            User.objects.filter(pk=person.pk).update(email="Ann@example.org")

    def test_a_person_is_found_by_any_spelling(self):
        person = UserFactory(email="ann@example.org")
        assert User.objects.with_email(" ANN@example.org") == person
        assert User.objects.get_by_natural_key("Ann@Example.org") == person
        assert User.objects.with_email("bob@example.org") is None

    def test_a_person_needs_an_address(self):
        with pytest.raises(ValueError, match="address"):
            User.objects.create_user("  ")

    def test_nobody_can_be_made_superuser(self):
        with pytest.raises(IntegrityError, match="above_the_rules"), transaction.atomic():
            UserFactory(is_superuser=True)

    def test_a_person_is_called_by_display_name_and_else_by_address(self):
        assert str(UserFactory(display_name="Ann")) == "Ann"
        assert UserFactory(display_name="", email="a@b.example").get_full_name() == "a@b.example"
        assert UserFactory(display_name="Ann").first_name == "Ann"

    def test_the_ledger_never_names_a_person_by_address(self):
        assert "@" not in UserFactory(display_name="").ledger_label


class TestRolesHeld:
    def test_a_role_holds_from_its_start_until_its_end(self):
        now, hour = timezone.now(), timedelta(hours=1)
        person = UserFactory()
        RoleGrantFactory(user=person, role="clerk", starts_at=now - hour)
        RoleGrantFactory(user=person, role="chair", starts_at=now + hour)
        RoleGrantFactory(user=person, role="editor", starts_at=now - 2 * hour, ends_at=now - hour)
        RoleGrantFactory(user=person, role="author", starts_at=now - hour, ends_at=now + hour)
        assert person.roles == {"clerk", "author"}
        assert person.has_role("clerk")
        assert not person.has_role("editor")

    def test_roles_are_asked_for_once(self, django_assert_num_queries):
        person = UserFactory(roles=["clerk"])
        assert person.has_role("clerk")
        with django_assert_num_queries(0):
            assert person.has_role("clerk")
            assert not person.has_role("chair")

    def test_who_is_switched_off_holds_nothing(self):
        assert UserFactory(roles=["clerk"], is_active=False).roles == frozenset()

    def test_a_person_holds_nothing_in_another_portal(self, other_portal, in_portal):
        person = UserFactory(roles=["portal_administrator"])
        assert person.has_role("portal_administrator")
        with in_portal(other_portal):
            assert person.roles == frozenset()
            User(pk=person.pk).forget_roles()

    def test_an_operator_holds_nothing_in_a_portal(self, portal, in_portal):
        from tenants.platform import PLATFORM
        from tests.conftest import person

        operator = person(PLATFORM, "operator")
        with in_portal(portal):
            assert not operator.has_role("operator")
        with in_portal(PLATFORM):
            assert operator.has_role("operator")


class TestGrants:
    def test_one_person_has_a_role_open_once(self):
        grant = RoleGrantFactory(role="clerk")
        with pytest.raises(IntegrityError, match="role_grant_one_open"), transaction.atomic():
            RoleGrantFactory(user=grant.user, role="clerk")

    def test_a_role_may_be_given_again_after_its_end(self):
        now = timezone.now()
        grant = RoleGrantFactory(role="clerk", starts_at=now, ends_at=now)
        RoleGrantFactory(user=grant.user, role="clerk")

    def test_a_grant_does_not_end_before_its_start(self):
        with pytest.raises(IntegrityError, match="ends_after_start"), transaction.atomic():
            RoleGrantFactory(ends_at=timezone.now() - timedelta(days=1))

    def test_a_role_must_be_known(self):
        with pytest.raises(IntegrityError, match="role_known"), transaction.atomic():
            RoleGrantFactory(role="emperor")

    def test_active_on_is_half_open(self):
        start, end = timezone.now(), timezone.now() + timedelta(days=1)
        grant = RoleGrantFactory(starts_at=start, ends_at=end)
        on = lambda moment: grant in RoleGrant.objects.active_on(moment)  # noqa: E731
        assert on(start)
        assert on(end - timedelta(microseconds=1))
        assert not on(end)
        assert not on(start - timedelta(microseconds=1))


class TestInvitations:
    def test_one_invitation_an_address_and_role_is_open(self):
        InvitationFactory(email="a@b.example", role="editor")
        InvitationFactory(email="a@b.example", role="author")
        with pytest.raises(IntegrityError, match="one_pending"), transaction.atomic():
            InvitationFactory(email="a@b.example", role="editor")

    @pytest.mark.parametrize("over", ["accepted_at", "withdrawn_at"])
    def test_a_finished_one_makes_room(self, over):
        InvitationFactory(email="a@b.example", **{over: timezone.now()})
        InvitationFactory(email="a@b.example")

    def test_it_cannot_be_accepted_before_it_is_approved(self):
        with pytest.raises(IntegrityError, match="when_approved"), transaction.atomic():
            InvitationFactory(needs_approval=True, accepted_at=timezone.now())

    def test_the_token_is_not_kept(self):
        InvitationFactory(token="the-token-itself")
        with connection.cursor() as cursor:
            cursor.execute("SELECT i::text FROM accounts_invitation i")
            assert "the-token-itself" not in str(cursor.fetchall())

    def test_it_lasts_as_long_as_the_settings_say(self, settings):
        settings.INVITATION_DAYS = 3
        invitation = InvitationFactory()
        assert timedelta(days=2) < invitation.expires_at - timezone.now() <= timedelta(days=3)
        assert not invitation.has_expired
        assert Invitation.objects.pending().get(pk=invitation.pk) == invitation


class TestPlaces:
    @pytest.mark.parametrize("factory", [LocalityFactory, SchoolFactory])
    def test_names_are_unique_in_any_case(self, factory):
        factory(name="Hill")
        with pytest.raises(IntegrityError, match="name_unique"), transaction.atomic():
            factory(name="HILL")

    def test_places_stand_in_the_portals_order(self):
        LocalityFactory(name="Second here", order=102)
        LocalityFactory(name="First here", order=101)
        assert [str(one) for one in Locality.objects.filter(order__gt=100)] == [
            "First here",
            "Second here",
        ]

    def test_a_new_portal_has_the_places_that_were_asked_for(self):
        assert [place.name for place in Locality.objects.all()] == ["East", "West"]
        assert [(place.name, place.slug) for place in School.objects.all()] == [
            ("Hill School", "hill-school")
        ]


class TestContentTypes:
    def test_ids_follow_from_the_names_in_every_schema(self, portal, other_portal):
        wrong = """
            SELECT count(*), count(*) FILTER (WHERE id <> greatest(1,
                ('x' || left(md5(app_label || '.' || model), 7))::bit(28)::integer))
            FROM "{}".django_content_type
        """
        with connection.cursor() as cursor:
            for schema in ("public", portal.schema_name, other_portal.schema_name):
                cursor.execute(wrong.format(schema))
                rows, odd = cursor.fetchone()
                assert rows > 5
                assert odd == 0

    def test_a_new_content_type_gets_its_id_from_the_database(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO django_content_type (app_label, model) VALUES ('new', 'thing') "
                "RETURNING id, ('x' || left(md5('new.thing'), 7))::bit(28)::integer"
            )
            given, expected = cursor.fetchone()
        assert given == expected


class TestLedgerTable:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE accounts_ledgerentry SET verb = 'accounts.role_given'",
            "DELETE FROM accounts_ledgerentry",
            "TRUNCATE accounts_ledgerentry",
        ],
    )
    @pytest.mark.parametrize("mode", ["origin", "replica"])
    def test_the_database_refuses_to_change_it(self, statement, mode):
        assert LedgerEntry.objects.exists()
        refused = pytest.raises((InternalError, ProgrammingError), match="append-only")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL session_replication_role = {mode}")
            with refused, transaction.atomic():
                cursor.execute(statement)

    def test_the_triggers_function_is_the_schemas_own(self, portal):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT n.nspname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
                "JOIN pg_namespace n ON n.oid = p.pronamespace "
                "WHERE t.tgrelid = 'accounts_ledgerentry'::regclass AND NOT t.tgisinternal"
            )
            assert cursor.fetchall() == [(portal.schema_name,)]


def test_groups_of_a_person_are_djangos_own():
    person = UserFactory()
    person.groups.add(Group.objects.get_or_create(name="editor")[0])
    assert person.groups.count() == 1
