"""The module contract, and switching add-ons (P4)."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from accounts.models import LedgerEntry
from accounts.roles import ROLES
from cms.models import SitePage
from tenants import modules
from tenants.errors import ServiceError
from tenants.models import Portal
from tenants.modules import all_modules
from tenants.services import set_module
from tests.conftest import person

pytestmark = pytest.mark.django_db


def test_every_module_declares_what_the_contract_asks_for():
    for module in all_modules():
        assert module.title
        assert module.summary.endswith(".")
        assert module.starter_content.is_dir()
        assert set(module.roles) <= set(ROLES)
    slugs = [module.slug for module in all_modules()]
    prefixes = [module.prefix for module in all_modules()]
    assert len(set(slugs)) == len(slugs)
    assert len(set(prefixes)) == len(prefixes)


def test_no_page_of_the_site_stands_where_a_module_does(portal):
    prefixes = {f"/{module.prefix}/" for module in all_modules()}
    assert not prefixes & {page.url for page in SitePage.objects.all()}


def test_the_home_page_shows_the_panels_of_modules_that_are_on(portal, client_for, monkeypatch):
    panel = modules.HomePanel("Latest", "tests/panel.html", lambda: {"words": "Six new topics"})
    made = tuple(
        replace(module, home_panels=(panel,)) if module.slug == "forum" else module
        for module in all_modules()
    )
    monkeypatch.setattr(modules, "all_modules", lambda: made)
    assert "Six new topics" in client_for(portal).get("/").content.decode()
    set_module(actor=None, portal=portal, slug="forum", on=False)
    assert "Six new topics" not in client_for(portal).get("/").content.decode()


def test_an_administrator_switches_a_module_in_the_panel_at_once(portal, client_for):
    administrator = client_for(portal, "portal_administrator")
    before = administrator.get("/admin/add-ons/")
    assert "Parent &amp; Family Forum" in before.content.decode()
    page = administrator.post("/admin/add-ons/", {"module": "forum", "on": "0"}, follow=True)
    assert "is off. Nothing in it was lost" in page.content.decode()
    assert client_for(portal).get("/forum/").status_code == 404
    administrator.post("/admin/add-ons/", {"module": "forum", "on": "1"})
    assert client_for(portal).get("/forum/").status_code == 200


def test_switching_is_in_the_portals_ledger_with_who_did_it(portal):
    actor = person(portal, "portal_administrator")
    set_module(actor=actor, portal=portal, slug="forum", on=False)
    entry = LedgerEntry.objects.order_by("-number").first()
    assert entry.verb.endswith("module_off")
    assert entry.detail == {"module": "forum"}
    assert entry.actor_uuid == actor.uuid


def test_switching_to_what_it_is_already_changes_nothing(portal):
    before = LedgerEntry.objects.count()
    set_module(actor=None, portal=portal, slug="forum", on=True)
    assert LedgerEntry.objects.count() == before


@pytest.mark.parametrize("role", ["member", "publisher", "practice_manager", "auditor"])
def test_others_may_not_switch(portal, role):
    with pytest.raises(ServiceError, match="administrators"):
        set_module(actor=person(portal, role), portal=portal, slug="forum", on=False)


def test_a_module_that_does_not_exist_is_refused_in_words(portal, client_for):
    page = client_for(portal, "portal_administrator").post(
        "/admin/add-ons/", {"module": "chess", "on": "1"}, follow=True
    )
    assert "no module called" in BeautifulSoup(page.content, "html.parser").get_text()
    assert Portal.objects.get(pk=portal.pk).modules == ["forum", "governance", "casework"]
