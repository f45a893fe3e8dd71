"""Wagtail's editing area: for the roles that edit, and no door in it for what no role may do."""

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.demonstration import PASSWORD
from accounts.roles import ROLES, WAGTAIL_ROLES
from cms.groups import PAGE_PERMISSIONS
from tests.conftest import person
from tests.permissions.addresses import PORTAL_URLS, Address, every_address
from tests.permissions.arguments import ARGUMENTS
from tests.permissions.outcomes import OPEN, SIGN_IN, outcome, promised
from tests.permissions.people import ALL, ALL_BUT_EDITING, NO_ROLE, NOBODY, find

AREA = [a for a in every_address(PORTAL_URLS) if a.route.startswith("admin/")]
OPEN_TO_ALL = {
    "": "sends on to the portal's own sign-in, or says 404",
    "wagtailadmin_login": "stands behind our redirect to the portal's own sign-in",
    "wagtailadmin_logout": "ends a session, by POST alone",
    "wagtailadmin_account": "sends on to the portal's own page of one's account",
    "wagtailadmin_sprite": "Wagtail's icons",
    "wagtailadmin_javascript_catalog": "Wagtail's translated texts",
    "wagtail_modeladmin:javascript_catalog": "Wagtail's translated texts",
}
NOBODYS = (
    "wagtailusers_",
    "wagtailsites",
    "wagtaillocales",
    "wagtailadmin_workflows:",
    "wagtailadmin_collections:",
)
"""Beginnings of the names of what no role may do: code gives roles, and there is one site."""
LISTS = {
    f"wagtailadmin_workflows:task_chooser{more}" for more in ("", "_results", "_create", "_chosen")
}
"""Lists for choosing, which show what there is to whoever edits, and make nothing."""
OUTSIDERS = [NOBODY, NO_ROLE, ALL_BUT_EDITING]
DEAD_END = "a signed-in person without the right is sent to sign in, which sends them back for ever"


def path_of(address: Address) -> str:
    """Return a path of the address; its parameters lead to something or to nothing."""
    if not address.name:
        return "/" + address.route
    tries = ({}, {"app_label": "cms", "model_name": "homepage", "model": "homepage"})
    for special in tries:
        named = [name for name in address.parameters if not name.isdecimal()]
        values = {name: special.get(name, "1") for name in named}
        unnamed = ["1"] * (len(address.parameters) - len(named))
        for options in ({"kwargs": values}, {"args": unnamed}):
            try:
                return reverse(address.name, urlconf=PORTAL_URLS, **options)
            except NoReverseMatch:
                continue
    uuid = dict.fromkeys(address.parameters, "11111111-1111-4111-8111-111111111111")
    return reverse(address.name, urlconf=PORTAL_URLS, kwargs=uuid)


def was_let_in(answer: HttpResponse) -> bool:
    """Whether somebody got past a refusal, which leads to signing in or to the dashboard."""
    if answer.status_code == 302:
        return answer["Location"] != "/admin/" and not answer["Location"].startswith("/sign-in/")
    return answer.status_code not in {403, 404, 405}


def test_the_area_is_looked_at_whole():
    assert len(AREA) > 150
    assert {a.name for a in AREA} >= OPEN_TO_ALL.keys()


def test_nobody_without_an_editing_role_is_let_in_anywhere(people_of_portal, portal):
    let_in = [
        (kind, address.name or address.route)
        for address in AREA
        if address.name not in OPEN_TO_ALL
        for kind in OUTSIDERS
        if was_let_in(people_of_portal[kind].get(path_of(address)))
    ]

    assert let_in == []


@pytest.mark.parametrize("role", [role for role in ROLES if role != "operator"])
def test_the_dashboard_is_for_the_roles_that_edit(people_of_portal, portal, role):
    answer = people_of_portal[role].get("/admin/")

    assert (outcome(answer) == OPEN) == (role in WAGTAIL_ROLES)


def test_the_roles_that_edit_are_those_with_a_group(portal):
    assert set(Group.objects.values_list("name", flat=True)) == WAGTAIL_ROLES
    assert PAGE_PERMISSIONS.keys() == WAGTAIL_ROLES


@pytest.mark.parametrize(
    "address",
    [a for a in AREA if a.name.startswith(NOBODYS) and a.name not in LISTS],
    ids=lambda address: address.name,
)
def test_even_who_holds_every_role_cannot_give_roles_or_make_sites(
    people_of_portal, portal, address
):
    answer = people_of_portal[ALL].get(path_of(address))

    home = answer.status_code == 302 and answer["Location"] == "/admin/"
    assert home or answer.status_code in {403, 404, 405}


@pytest.mark.parametrize(
    "path", ["/admin/users/", "/admin/groups/", "/admin/sites/", "/admin/workflows/list/"]
)
@pytest.mark.parametrize("role", sorted(WAGTAIL_ROLES))
def test_no_role_reaches_people_groups_sites_or_workflows(people_of_portal, portal, role, path):
    answer = people_of_portal[role].get(path)

    assert answer.status_code in {302, 404}
    assert answer.headers.get("Location", "/admin/") == "/admin/"


@pytest.mark.parametrize("address", [a for a in AREA if a.declares], ids=str)
def test_our_own_screens_in_the_area_follow_their_rule(people_of_portal, portal, address):
    arguments = ARGUMENTS[address.name]() if address.parameters else {}
    path = reverse(address.name, urlconf=PORTAL_URLS, kwargs=arguments)
    for kind, browser in people_of_portal.items():
        allowed = promised(address, arguments, portal, find(portal, kind)) == OPEN
        assert was_let_in(browser.get(path)) == allowed, kind


@pytest.mark.parametrize("kind", [NO_ROLE, ALL_BUT_EDITING])
def test_who_may_not_edit_is_told_so(people_of_portal, portal, kind):
    answer = people_of_portal[kind].get("/admin/", follow=True)

    assert answer.status_code == 403


def test_the_editing_area_is_not_on_the_platforms_host(people_of_platform, _public):
    addresses = [a for a in every_address("config.urls_console") if a.route.startswith("admin/")]

    assert addresses == []


def test_there_is_one_way_to_sign_in(portal):
    browser = Client(HTTP_HOST=portal.primary_domain)
    member = person(portal, "member")

    browser.post("/_util/login/", {"username": member.email, "password": PASSWORD})
    browser.post("/admin/login/", {"username": member.email, "password": PASSWORD})

    assert outcome(browser.get("/account/")) == SIGN_IN


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/password_reset/", "/admin/account/"])
def test_wagtails_own_ways_in_are_closed(portal, path):
    browser = Client(HTTP_HOST=portal.primary_domain)
    member = person(portal, "publisher")

    answer = browser.post(path, {"username": member.email, "password": PASSWORD})

    assert answer.status_code in {302, 404, 405}
    assert outcome(browser.get("/account/")) == SIGN_IN
