"""One's own account: links, sessions, data and leaving of one portal touch nothing of the other.

The person has the same key, UUID, address, password hash and session mark in both portals.
"""

import json
import zipfile

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command

from accounts import services
from accounts.change_links import NEW, OLD, STOP, link_for
from accounts.demonstration import PASSWORD
from accounts.models import EmailChange, Notification, SentMail, User, Visit
from tenants.current import portal_context
from tenants.errors import ServiceError
from tests.factories.accounts import VisitFactory
from tests.isolation.conftest import EVERYWHERE, SAME_KEY, at, is_nobody, signed_in

WISH = "wish@people.example"


def ask(place, person) -> dict[str, str]:
    """Ask for another address in a place; return the paths of its links."""
    with portal_context(place):
        change = services.ask_email_change(actor=person, email=WISH, password=PASSWORD)
        return {side: "/" + link_for(change, side).split("/", 3)[3] for side in (OLD, NEW, STOP)}


@pytest.mark.parametrize("side", [OLD, NEW, STOP])
def test_a_link_about_an_address_does_nothing_elsewhere(people, north, elsewhere, side):
    here, there = ask(north, people[0]), ask(elsewhere, people[1])
    assert here[side] != there[side]

    assert at(elsewhere).get(here[side]).status_code == 410
    assert at(elsewhere).post(here[side]).status_code == 410
    for place in (north, elsewhere):
        with portal_context(place):
            change = EmailChange.objects.get(user=SAME_KEY)
            assert (change.old_confirmed_at, change.new_confirmed_at) == (None, None)
            assert change.withdrawn_at is None

    assert at(north).post(here[side]).status_code == 302


def test_an_address_changes_in_one_portal_alone(people, north, elsewhere):
    here, _there = ask(north, people[0]), ask(elsewhere, people[1])
    at(north).post(here[OLD])
    at(north).post(here[NEW])

    with portal_context(north):
        assert User.objects.get(pk=SAME_KEY).email == WISH
    with portal_context(elsewhere):
        assert User.objects.get(pk=SAME_KEY).email == EVERYWHERE
        assert EmailChange.objects.get(user=SAME_KEY).done_at is None


def test_ending_sessions_here_ends_none_there(people, north, elsewhere):
    here, there, second = signed_in(north), signed_in(elsewhere), signed_in(north)

    here.post("/account/sessions/end-others/")

    assert not is_nobody(here, north)
    assert is_nobody(second, north)
    assert not is_nobody(there, elsewhere)


def test_a_session_of_another_portal_is_not_found_by_its_number(people, north, elsewhere):
    browser = signed_in(north)
    with portal_context(elsewhere):
        there = VisitFactory(user=User.objects.get(pk=SAME_KEY), pk=SAME_KEY)

    assert browser.post(f"/account/sessions/{SAME_KEY}/end/").status_code == 404
    with portal_context(elsewhere):
        assert Visit.objects.filter(pk=there.pk).exists()


def test_a_session_is_not_ended_by_the_same_person_of_another_portal(people, elsewhere):
    with portal_context(elsewhere):
        visit = VisitFactory(user=User.objects.get(pk=SAME_KEY))
        with pytest.raises(ServiceError, match="cannot sign this person out"):
            services.end_session(actor=people[0], visit=visit)
        assert Visit.objects.filter(pk=visit.pk).exists()


def test_the_list_of_sessions_shows_those_of_this_portal_alone(people, north, elsewhere):
    browser = signed_in(north)
    with portal_context(elsewhere):
        person = User.objects.get(pk=SAME_KEY)
        agent = "Mozilla/5.0 (iPad) Version/17 Safari/604"
        key = signed_in(elsewhere).session.session_key
        Visit.objects.filter(session_key=key).update(user_agent=agent)
        assert len(services.visits_of(person)) == 1

    assert "iPad" not in browser.get("/account/sessions/").content.decode()


def test_the_copy_of_ones_data_holds_this_portals_alone(people, north, elsewhere):
    for place in (north, elsewhere):
        with portal_context(place):
            Notification.objects.create(
                user=User.objects.get(pk=SAME_KEY),
                kind="x",
                title=f"Of {place.name}",
                delivery="never",
            )
    with portal_context(north):
        archive = services.download_my_data(actor=people[0])
    with archive, zipfile.ZipFile(archive) as zipped:
        text = zipped.read("your-data.json").decode()
    assert json.loads(text)["portal"] == north.name
    assert f"Of {north.name}" in text
    assert f"Of {elsewhere.name}" not in text


def test_leaving_one_portal_leaves_the_account_of_the_other(people, north, elsewhere):
    there = signed_in(elsewhere)
    with portal_context(north):
        services.leave(actor=people[0], password=PASSWORD)

    assert not is_nobody(there, elsewhere)
    with portal_context(elsewhere):
        assert User.objects.get(pk=SAME_KEY).email == EVERYWHERE
        assert Session.objects.filter(pk=there.session.session_key).exists()


def test_clearing_one_portal_clears_no_other(people, north, south):
    for place in (north, south):
        with portal_context(place):
            Session.objects.create(
                session_key="old", session_data="", expire_date="2020-01-01T00:00:00Z"
            )
    call_command("clear_sessions", portal="north", verbosity=0)
    with portal_context(north):
        assert not Session.objects.filter(pk="old").exists()
    with portal_context(south):
        assert Session.objects.filter(pk="old").exists()


def test_clearing_records_of_one_portal_clears_no_others(people, north, south):
    for place in (north, south):
        with portal_context(place):
            SentMail.objects.create(
                token=f"{place.slug}.old",
                email=EVERYWHERE,
                kind="x.y",
                sent_at="2020-01-01T00:00:00Z",
            )
    call_command("clear_records", portal="north", verbosity=0)
    for place, number in ((north, 0), (south, 1)):
        with portal_context(place):
            assert SentMail.objects.filter(email=EVERYWHERE).count() == number
