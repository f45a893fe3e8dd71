"""A person's own list: no account, no cookie before the first service, nothing kept by us (C8)."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client

from cms.directory.finder.forms import MailListForm
from cms.directory.finder.own_list import COOKIE, MOST, in_link, read_keys, short
from tests.factories.directory import ServiceFactory
from tests.factories.public_forms import opened

pytestmark = pytest.mark.django_db
LIST = "/services/list/"


def filled_in(**typed):
    return {**opened(MailListForm), **typed}


@pytest.fixture
def browser(portal, client_for):
    return client_for(portal)


@pytest.fixture
def change(browser, portal):
    """Send a form of the list as a page of the portal does; return the page that it leads to."""

    def send(what, *services, **more):
        keys = more.pop("keys", in_link(each.pk for each in services))
        answer = browser.post(
            f"{LIST}{what}/",
            {"services": keys, **more},
            headers={"Origin": f"http://{portal.primary_domain}"},
        )
        assert answer.status_code == 302
        return BeautifulSoup(browser.get(answer["Location"]).content.decode(), "html.parser")

    return send


def names(page):
    return [link.get_text() for link in page.main.select(".casement-result__title a")]


def test_nothing_is_set_before_the_first_service_is_put_on_it(browser):
    page = browser.get(LIST)
    assert not page.cookies
    assert "Nothing is on your list" in page.content.decode()
    assert "private" in page["Cache-Control"]


def test_services_are_put_on_it_taken_off_and_put_back(browser, change):
    one, two = ServiceFactory(name="One"), ServiceFactory(name="Two")
    assert "“One” is on your list." in change("add", one).get_text()
    assert names(change("add", two)) == ["One", "Two"]
    assert names(change("add", one)) == ["One", "Two"]
    gone = change("remove", one)
    assert names(gone) == ["Two"]
    undo = gone.find("form", action=f"{LIST}add/").find("input", {"name": "services"})["value"]
    assert names(change("add", keys=undo)) == ["Two", "One"]
    held = browser.cookies[COOKIE]
    assert held["httponly"]
    assert held["samesite"] == "Lax"
    assert not held["max-age"], "it ends with the browser"


def test_clearing_takes_the_cookie_away_and_can_be_undone(browser, change):
    services = [ServiceFactory(name="One"), ServiceFactory(name="Two")]
    change("add", *services)
    page = change("clear")
    assert browser.cookies[COOKIE].value == ""
    assert "Your list is empty again." in page.get_text()
    undo = page.find("input", {"name": "services"})["value"]
    assert names(change("add", keys=undo)) == ["One", "Two"]


def test_the_way_back_is_to_a_search_of_ours_alone(change):
    service = ServiceFactory()
    back = "/find-a-service/?q=play&postcode=PL4"
    assert change("add", service, back=back).find("a", string="Back to your search")["href"] == back
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example", "/admin/", "x" * 9_000):
        page = change("add", service, back=elsewhere)
        assert page.find("a", string="Back to your search") is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Referer": "https://elsewhere.example/find-a-service/"},
        {"Origin": "null"},
        {},
    ],
)
def test_a_form_that_stood_elsewhere_changes_nothing(portal, headers):
    service = ServiceFactory()
    browser = Client(HTTP_HOST=portal.primary_domain, enforce_csrf_checks=True)
    answer = browser.post(f"{LIST}add/", {"services": short(service.pk)}, headers=headers)
    assert answer.status_code == 404
    assert not answer.cookies


@pytest.mark.parametrize(
    "text", ["", ".", "x", "A" * 22, "!" * 22, "\N{PILE OF POO}" * 22, "\0" * 22, "a" * 10_000]
)
def test_what_is_no_list_is_an_empty_one(browser, text):
    page = browser.get(f"{LIST}shared/", {"services": text})
    assert page.status_code == 200
    assert "Nothing of this list is on offer" in page.content.decode()


def test_keys_are_read_once_each_and_a_thousand_are_cut():
    keys = [uuid4() for _number in range(1_000)]
    assert read_keys(in_link(keys)) == keys[:MOST]
    assert read_keys(in_link([keys[0], keys[1], keys[0]])) == keys[:2]


def test_a_full_list_says_so(change):
    services = [ServiceFactory(name=f"Number {n:02}") for n in range(MOST)]
    assert len(names(change("add", *services))) == MOST
    page = change("add", ServiceFactory(name="One too many"))
    assert "Your list is full" in page.get_text()
    assert "One too many" not in names(page)


def test_a_shared_link_shows_what_shows_and_sets_no_cookie(browser, change, portal, client_for):
    one, two, draft = ServiceFactory(name="One"), ServiceFactory(name="Two"), ServiceFactory()
    page = change("add", two, one)
    link = page.find("a", string=lambda text: text and "/list/shared/" in text)["href"]
    assert link.startswith(portal.url("/services/list/shared/?services="))
    draft.visibility = "draft"
    draft.save()
    two.visibility = "hidden"
    two.save()
    other = client_for(portal).get(link)
    assert not other.cookies
    assert names(BeautifulSoup(other.content.decode(), "html.parser")) == ["One"]
    assert names(change("remove", draft)) == ["One"]


def test_a_forged_cookie_is_an_empty_list(browser):
    for forged in (in_link([ServiceFactory().pk]), "x:y:z", "x" * 5_000):
        browser.cookies[COOKIE] = forged
        assert "Nothing is on your list" in browser.get(LIST).content.decode()


def test_it_is_mailed_once_in_words_that_read_well(browser, change, portal):
    change("add", ServiceFactory(name="Stay and play", is_free=True, organisation__name="Helpers"))
    path = f"{LIST}mail/"
    answer = browser.post(path, filled_in(email="me@people.example"))
    assert answer["Location"] == f"{LIST}mailed/"
    sent = mail.outbox[0]
    assert sent.to == ["me@people.example"]
    assert sent.subject == f"Your list of services from {portal.name}"
    for words in (
        "Stay and play",
        "Helpers",
        "Free",
        portal.url("/services/list/shared/?services="),
    ):
        assert words in sent.body
        assert words in sent.alternatives[0][0].replace("&amp;", "&")
    assert len(mail.outbox) == 1


def test_an_address_gets_a_few_lists_an_hour_and_no_more(browser, change):
    change("add", ServiceFactory())
    path = f"{LIST}mail/"
    for _time in range(5):
        browser.post(path, filled_in(email="me@people.example"))
    answer = browser.post(path, filled_in(email="ME@people.example"))
    assert "Enough lists went to this address" in answer.content.decode()
    assert len(mail.outbox) == 5


def test_an_empty_list_is_not_mailed(browser):
    assert browser.get(f"{LIST}mail/")["Location"] == LIST
