"""What roles can be limited to."""

import pytest

from accounts import scopes
from accounts.models import Locality, School
from accounts.roles import BOARD, LOCALITY, ORGANISATION, SCHOOL, SECTION
from tests.factories.accounts import RoleGrantFactory, UserFactory

pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def east():
    return Locality.objects.get(name="East")


def scope_of(kind, thing):
    return (kind, str(thing.pk))


def test_a_kind_that_nobody_registered_cannot_be_chosen():
    assert scopes.choices_of([BOARD, ORGANISATION]) == []
    assert not scopes.is_there((BOARD, "1"))
    assert not scopes.covers((BOARD, "1"), "1")


def test_forms_offer_the_places_in_their_order():
    ((title, offered),) = scopes.choices_of([LOCALITY])
    assert title == "Locality"
    assert [label for _value, label in offered] == ["East", "West"]
    assert all(scopes.from_value(value)[0] == LOCALITY for value, _label in offered)


@pytest.mark.parametrize("value", ["", "section", "section:", ":3"])
def test_half_a_scope_is_none(value):
    assert scopes.from_value(value) is None


def test_labels_take_one_query_a_kind(east, asks):
    wanted = [scope_of(LOCALITY, place) for place in Locality.objects.all()]
    wanted += [scope_of(SCHOOL, School.objects.get()), None]
    with asks(2):
        labels = scopes.labels_of(wanted)
    assert labels[scope_of(LOCALITY, east)] == "Locality: East"
    assert labels[wanted[2]] == "School or setting: Hill School"


@pytest.mark.parametrize("key", ["999999", "x", "-1", "٣", "1; DROP"])
@pytest.mark.parametrize("kind", [LOCALITY, SCHOOL, SECTION])
def test_what_is_gone_or_nonsense_has_a_label_and_is_not_there(kind, key):
    assert scopes.label_of((kind, key)).endswith(str(scopes.GONE))
    assert not scopes.is_there((kind, key))


def test_a_place_covers_itself_alone(east):
    west = Locality.objects.get(name="West")
    scope = scope_of(LOCALITY, east)
    assert scopes.covers(scope, east)
    assert scopes.covers(scope, str(east.pk))
    assert not scopes.covers(scope, west)
    assert not scopes.covers(scope, School(pk=east.pk))


class TestPeople:
    def test_a_limited_role_is_no_role_for_the_whole_portal(self, east):
        ann = UserFactory()
        RoleGrantFactory(user=ann, role="caseworker", scope_kind=LOCALITY, scope_key=str(east.pk))
        west = Locality.objects.get(name="West")
        assert not ann.has_role("caseworker")
        assert ann.roles == frozenset()
        assert ann.roles_anywhere == {"caseworker"}
        assert ann.scopes_of("caseworker") == {scope_of(LOCALITY, east)}
        assert ann.has_role_for("caseworker", LOCALITY, east)
        assert not ann.has_role_for("caseworker", LOCALITY, west)
        assert not ann.has_role_for("caseworker", SCHOOL, str(east.pk))
        assert not ann.has_role_for("volunteer", LOCALITY, east)

    def test_a_role_for_the_whole_portal_is_one_for_each_part(self, east):
        ann = UserFactory(roles=["caseworker"])
        assert ann.has_role_for("caseworker", LOCALITY, east)
        assert ann.scopes_of("caseworker") == frozenset()

    def test_a_person_is_asked_for_once(self, east, asks):
        ann = UserFactory(roles=["caseworker"])
        with asks(1):
            assert ann.has_role("caseworker")
            ann.scopes_of("caseworker")
            ann.has_role_for("editor", LOCALITY, east)

    def test_a_closed_account_holds_nothing_anywhere(self, east):
        ann = UserFactory(is_active=False)
        RoleGrantFactory(user=ann, role="caseworker", scope_kind=LOCALITY, scope_key=str(east.pk))
        assert ann.roles_anywhere == frozenset()
        assert not ann.has_role_for("caseworker", LOCALITY, east)
