"""The set-up checklist, and the options of add-ons (P6, P4)."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from accounts.models import LedgerEntry
from cms.models import ComplaintsPage, HomePage, SetUpTick
from cms.module_options import options_of, set_options
from cms.set_up import checklist, tick_set_up
from tenants import modules
from tenants.current import portal_context
from tenants.errors import ServiceError
from tenants.modules import Option
from tenants.services import set_contact, set_module
from tests.conftest import person
from tests.factories.accounts import InvitationFactory


@pytest.fixture
def administrator(portal):
    return person(portal, "portal_administrator")


@pytest.fixture
def boss(portal, client_for):
    return client_for(portal, "portal_administrator")


def done(administrator):
    return {state.step.slug for state in checklist(administrator) if state.done}


def publish_home(administrator):
    home = HomePage.objects.get()
    home.save_revision(user=administrator).publish(user=administrator)


def test_each_line_is_seen_from_what_is_there(portal, administrator):
    before = done(administrator)
    assert before & {"contact", "complaints", "privacy", "modules", "page"} == set()

    set_module(actor=administrator, portal=portal, slug="forum", on=False)
    assert "modules" in done(administrator)
    ComplaintsPage.objects.update(mailbox="complaints@north.example")
    assert "complaints" in done(administrator)
    publish_home(administrator)
    assert "page" in done(administrator)
    InvitationFactory()
    assert "team" in done(administrator)


def test_contact_details_count_once_both_ways_are_there(portal, administrator, in_portal):
    details = {"contact_email": "help@north.example"}
    for telephone, expected in (("", False), ("01632 960000", True)):
        changed = set_contact(
            actor=administrator,
            portal=portal,
            details={**details, "contact_telephone": telephone},
        )
        with in_portal(changed):
            assert ("contact" in done(administrator)) is expected


def test_what_nobody_can_see_is_ticked_off_and_stands_in_the_ledger(boss, administrator):
    boss.post("/admin/set-up/", {"item": "privacy"})
    boss.post("/admin/set-up/", {"item": "privacy"})

    assert "privacy" in done(administrator)
    assert LedgerEntry.objects.filter(verb="cms.set_up_ticked").count() == 1
    boss.post("/admin/set-up/", {"item": "privacy", "back": "1"})
    assert "privacy" not in done(administrator)


def test_it_stands_on_the_first_page_and_the_account_page_until_put_away(boss):
    for path in ("/admin/", "/account/"):
        page = boss.get(path).content.decode()
        assert "Set up the portal" in page
        assert "Check the privacy notice" in page

    boss.post("/admin/set-up/", {"item": "dismissed"})

    for path in ("/admin/", "/account/"):
        assert "Set up the portal" not in boss.get(path).content.decode()
    assert "Bring it back" in boss.get("/admin/set-up/").content.decode()
    boss.post("/admin/set-up/", {"item": "dismissed", "back": "1"})
    assert "Set up the portal" in boss.get("/account/").content.decode()


def test_it_shows_how_far_one_has_come(boss):
    SetUpTick.objects.create(item="privacy")
    SetUpTick.objects.create(item="modules")

    bar = BeautifulSoup(boss.get("/admin/set-up/").content, "html.parser").progress
    assert int(bar["value"]) >= 2
    assert bar["max"] == "6"


@pytest.mark.parametrize("role", ["publisher", "moderator", "member"])
def test_nobody_else_sees_or_ticks_it(portal, client_for, role):
    client, somebody = client_for(portal, role), person(portal, role)

    assert checklist(somebody) == []
    assert "Set up the portal" not in client.get("/account/").content.decode()
    with pytest.raises(ServiceError):
        tick_set_up(actor=somebody, item="privacy")
    client.post("/admin/set-up/", {"item": "privacy"})
    assert not SetUpTick.objects.exists()


def test_a_line_that_is_not_on_the_list_is_refused(administrator):
    with pytest.raises(ServiceError):
        tick_set_up(actor=administrator, item="everything")


def test_ticks_of_one_portal_are_not_anothers(boss, other_portal):
    boss.post("/admin/set-up/", {"item": "dismissed"})

    with portal_context(other_portal):
        assert checklist(person(other_portal, "portal_administrator"))
        assert not SetUpTick.objects.exists()


class TestOptions:
    @pytest.fixture(autouse=True)
    def forum_with_options(self, monkeypatch):
        options = {
            "open_to_all": True,
            "posts_a_day": Option("Posts a day", 3, lowest=1, highest=10),
            "greeting": "Welcome",
        }
        known = [replace(m, options=options) if m.slug == "forum" else m for m in all_of()]
        monkeypatch.setattr("cms.add_ons.all_modules", lambda: known)
        find = {module.slug: module for module in known}.get
        monkeypatch.setattr("cms.add_ons.module_named", find)
        monkeypatch.setattr("cms.module_options.module_named", find)

    def test_the_panel_has_a_form_made_of_them_and_what_is_saved_holds(self, boss, portal):
        page = BeautifulSoup(boss.get("/admin/add-ons/").content, "html.parser")
        assert page.find("input", {"name": "posts_a_day"})["value"] == "3"
        assert options_of("forum")["open_to_all"] is True

        boss.post("/admin/add-ons/", {"options": "forum", "posts_a_day": "5", "greeting": "Hi"})

        assert options_of("forum") == {"open_to_all": False, "posts_a_day": 5, "greeting": "Hi"}
        assert LedgerEntry.objects.filter(verb="cms.options_changed").exists()

    def test_what_is_out_of_bounds_is_refused_and_stays_in_the_form(self, boss):
        answer = boss.post("/admin/add-ons/", {"options": "forum", "posts_a_day": "11"})

        page = BeautifulSoup(answer.content, "html.parser")
        assert page.find("input", {"name": "posts_a_day"})["value"] == "11"
        assert options_of("forum")["posts_a_day"] == 3

    def test_the_service_asks_who_acts_and_checks_again(self, portal, administrator):
        with pytest.raises(ServiceError, match="administrators"):
            set_options(actor=person(portal, "publisher"), slug="forum", values={})
        with pytest.raises(ServiceError) as refused:
            set_options(actor=administrator, slug="forum", values={"posts_a_day": "0"})
        assert "posts_a_day" in refused.value.messages

    def test_options_of_one_portal_are_not_anothers(self, administrator, other_portal):
        set_options(actor=administrator, slug="forum", values={"posts_a_day": "9"})

        with portal_context(other_portal):
            assert options_of("forum")["posts_a_day"] == 3


def all_of():
    return modules.all_modules()
