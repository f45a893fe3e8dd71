"""The first people of a portal, of the platform, of a demonstration."""

import pytest

from accounts import services
from accounts.demonstration import NotADemonstration, make_people
from accounts.models import LedgerEntry, RoleGrant, User
from accounts.services.places import make_places
from tenants.errors import ServiceError
from tenants.platform import PLATFORM
from tests.accounts.conftest import GOOD, link_in, token_in
from tests.conftest import person

pytestmark = pytest.mark.usefixtures("portal")


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
