"""Roles that are limited to a part: another portal's section, person or invitation means nothing.

Both portals have things with the same keys; what is only in one is unknown in the other.
"""

import pytest

from accounts import services
from accounts.models import Invitation, Locality, RoleGrant, User
from accounts.scopes import is_there, label_of
from cms.models import HomePage, SectionPage
from tenants.current import portal_context
from tenants.errors import ServiceError
from tests.conftest import enter, person
from tests.factories.accounts import InvitationFactory, RoleGrantFactory, UserFactory
from tests.isolation.conftest import EVERYWHERE

KEY = 900_002


@pytest.fixture
def secret_section(south):
    """A section that the southern portal alone has."""
    with portal_context(south):
        page = SectionPage(pk=KEY, title="Southern secret", slug="secret")
        HomePage.objects.get().add_child(instance=page)
    return ("section", str(KEY))


def boss_of(portal):
    return person(portal, "portal_administrator")


def test_another_portals_section_has_no_name_here_and_cannot_be_given(north, secret_section):
    boss = boss_of(north)
    with portal_context(north):
        assert "secret" not in label_of(secret_section)
        assert not is_there(secret_section)
        with pytest.raises(ServiceError, match="no longer there"):
            services.give_role(
                actor=boss, person=UserFactory(), role="editor", scope=secret_section
            )
        with pytest.raises(ServiceError, match="no longer there"):
            services.invite_person(
                actor=boss, email="a@example.org", role="editor", scope=secret_section
            )


def test_a_limited_role_of_one_portal_holds_nothing_in_the_other(north, south, person_in):
    people = [person_in(place) for place in (north, south)]
    with portal_context(north):
        east = Locality.objects.get(name="East")
        RoleGrantFactory(
            user=people[0], role="caseworker", scope_kind="locality", scope_key=str(east.pk)
        )
        assert people[0].has_role_for("caseworker", "locality", str(east.pk))
    with portal_context(south):
        for someone in people:
            assert not someone.has_role_for("caseworker", "locality", str(east.pk))
            assert someone.scopes_of("caseworker") == frozenset()


def test_an_editor_of_a_section_edits_nothing_of_the_same_key_next_door(
    north, south, person_in, client_for
):
    people = {place.slug: person_in(place) for place in (north, south)}
    with portal_context(north):
        home = HomePage.objects.get()
        services.give_role(
            actor=boss_of(north),
            person=people["north"],
            role="editor",
            scope=("section", str(home.pk)),
        )
    said = {}
    for place in (north, south):
        browser = client_for(place)
        with portal_context(place):
            enter(browser, people[place.slug])
        said[place.slug] = browser.get(f"/admin/pages/{home.pk}/edit/").status_code
    assert said == {"north": 200, "south": 403}


@pytest.mark.parametrize("what", ["", "give/", "suspend/"])
def test_a_persons_page_is_on_their_own_portal(north, south, client_for, what):
    stranger = person(south, "editor")
    browser = client_for(north, "portal_administrator")
    assert browser.get(f"/team/people/{stranger.uuid}/{what}").status_code == 404
    assert browser.post(f"/team/people/{stranger.uuid}/restore/").status_code == 404


@pytest.mark.parametrize("act", ["give", "suspend", "restore", "leave"])
def test_a_person_of_another_portal_is_nobody_here(north, south, act):
    """Though somebody here has the same key."""
    boss, stranger = boss_of(north), person(south, "editor")
    with portal_context(south):
        theirs = stranger.grants.get()
    acts = {
        "suspend": lambda: services.suspend_person(actor=boss, person=stranger, reason="A test"),
        "restore": lambda: services.restore_person(actor=boss, person=stranger),
        "leave": lambda: services.leave_role(actor=stranger, grant=theirs),
        "give": lambda: services.give_role(actor=stranger, person=boss, role="editor"),
    }
    with portal_context(north):
        before = set(RoleGrant.objects.values_list("pk", "ends_at"))
        with pytest.raises(ServiceError):
            acts[act]()
        assert set(RoleGrant.objects.values_list("pk", "ends_at")) == before
        assert User.objects.get(pk=stranger.pk).is_active


def test_the_search_for_people_finds_nobody_of_another_portal(north, south, person_in, client_for):
    person_in(south)
    browser = client_for(north, "portal_administrator")
    assert EVERYWHERE not in browser.get("/team/?q=Sam+Everywhere").content.decode()


def test_expired_invitations_of_another_portal_stay(north, south):
    with portal_context(south):
        theirs = InvitationFactory()
        Invitation.objects.update(
            created_at=theirs.created_at.replace(year=2001),
            expires_at=theirs.expires_at.replace(year=2002),
        )
    with portal_context(north):
        assert services.resend_expired(actor=boss_of(north)) == 0
        with pytest.raises(ServiceError):
            services.resend_invitation(actor=boss_of(south), invitation=theirs)
