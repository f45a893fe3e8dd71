"""The page of notifications, choices, and the number in every page's header."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Notification, PausedAddress
from accounts.notifications import choices_for
from tests.accounts.test_views.conftest import text_of
from tests.conftest import person

KIND = "accounts.role_ends_soon"


@pytest.fixture
def member(portal):
    return person(portal, "member")


@pytest.fixture
def browser(portal, client_for, member):
    return client_for(portal, "member")


@pytest.fixture
def told(member):
    """Put notifications there, oldest first."""

    def make(number=1, **changes):
        fields = {"user": member, "kind": KIND, "path": "/contact/", "delivery": "never"}
        rows = [
            Notification(**{**fields, "title": f"Thing {n}.", **changes}) for n in range(number)
        ]
        return Notification.objects.bulk_create(rows)

    return make


def asked(browser, path):
    with CaptureQueriesContext(connection) as queries:
        page = text_of(browser.get(path))
    return page, [query["sql"] for query in queries if "search_path" not in query["sql"]]


def test_an_empty_page_says_so(browser):
    page = text_of(browser.get("/notifications/"))
    assert "Nothing yet" in page
    assert "Mark all as read" not in page


def test_the_newest_comes_first_and_new_ones_are_called_new(browser, told):
    told(2)
    told(title="Seen before.", read_at=timezone.now())
    page = text_of(browser.get("/notifications/"))
    assert page.index("Seen before.") < page.index("Thing 1.") < page.index("Thing 0.")
    assert page.count(">New</strong>") == 2


def test_titles_are_escaped(browser, told):
    told(title="<script>alert(1)</script>", text="<b>bold</b>")
    page = text_of(browser.get("/notifications/"))
    assert "<script>alert" not in page
    assert "<b>bold" not in page


def test_pages_go_back_and_forth_without_counting_through(browser, told):
    rows = told(95)
    seen, path, counts = [], "/notifications/", []
    while path:
        page, queries = asked(browser, path)
        counts.append(len(queries))
        assert not any("OFFSET" in sql for sql in queries)
        seen += [row.title for row in reversed(rows) if row.title in page]
        path = _link(page, 'rel="next"')
    assert seen == [row.title for row in reversed(rows)]
    assert max(counts) <= 10, counts

    back = _link(page, 'rel="prev"')
    middle = text_of(browser.get(back))
    assert "Thing 34." in middle
    assert "Thing 5." in middle
    assert "Thing 4." not in middle
    first = browser.get(_link(text_of(browser.get(_link(middle, 'rel="prev"'))), 'rel="prev"'))
    assert "Thing 94." in text_of(first)


def _link(page, mark):
    before, found, _after = page.partition(mark)
    return before.rpartition('href="')[2].split('"')[0] if found else ""


@pytest.mark.parametrize("query", ["?older=x", "?older=-1", "?newer=" + "9" * 300, "?older=0"])
def test_a_key_that_is_none_breaks_nothing(browser, told, query):
    told()
    assert browser.get(f"/notifications/{query}").status_code == 200


def test_opening_one_marks_it_read_and_leads_there(browser, told):
    (row,) = told()
    answer = browser.get(f"/notifications/{row.pk}/")
    assert answer["Location"] == "/contact/"
    row.refresh_from_db()
    assert row.read_at


@pytest.mark.parametrize("path", ["", "https://evil.example/", "//evil.example", "/\\evil.example"])
def test_opening_one_never_leads_elsewhere(browser, told, path):
    (row,) = told(path=path)
    assert browser.get(f"/notifications/{row.pk}/")["Location"] == "/notifications/"


def test_nobody_opens_anothers(portal, client_for, told):
    (row,) = told()
    assert client_for(portal, "clerk").get(f"/notifications/{row.pk}/").status_code == 403
    row.refresh_from_db()
    assert row.read_at is None


def test_all_are_marked_read_but_those_that_came_since(browser, told, member):
    shown = told(3)[-1]
    (later,) = told(title="Later.")
    answer = browser.post("/notifications/read/", {"newest": shown.pk}, follow=True)
    assert "marked as read" in text_of(answer)
    assert list(member.notifications.unread()) == [later]


def test_marking_leaves_those_of_others(browser, told, portal):
    clerk = person(portal, "clerk")
    (row,) = told(user=clerk)
    browser.post("/notifications/read/", {"newest": row.pk})
    row.refresh_from_db()
    assert row.read_at is None


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "Notifications</a>"), (1, "(1 new)</a>"), (99, "(99 new)</a>"), (120, "(99+ new)</a>")],
)
def test_every_page_says_how_many_are_new(browser, told, number, words):
    told(number)
    assert words in text_of(browser.get("/account/"))


def test_the_number_costs_one_query_and_strangers_none(browser, told, visitor):
    told(3)
    _page, queries = asked(browser, "/contact/")
    assert sum("accounts_notification" in sql for sql in queries) == 1
    _page, queries = asked(visitor, "/contact/")
    assert not any("accounts_notification" in sql for sql in queries)


def test_what_belongs_to_a_module_that_is_off_is_not_shown(browser, told, monkeypatch, portal):
    from accounts.notifications import NotificationKind, kinds

    monkeypatch.setitem(
        kinds._kinds, "forum.x", NotificationKind("forum.x", "X", "X.", module="forum")
    )
    told(kind="forum.x")
    assert "(1 new)" in text_of(browser.get("/notifications/"))
    portal.modules = []
    portal.save()
    from tenants.hosts import forget_hosts

    forget_hosts()
    page = text_of(browser.get("/notifications/"))
    assert "Nothing yet" in page
    assert "new)" not in page


def test_choices_are_radios_in_a_fieldset_and_are_kept(browser, member):
    page = text_of(browser.get("/account/notifications/"))
    assert page.count("<fieldset") == len(choices_for(member))
    assert page.count('type="radio"') == 4 * len(choices_for(member))

    answer = browser.post("/account/notifications/", {KIND: "weekly"}, follow=True)
    assert answer.redirect_chain
    assert "Your choices are saved." in text_of(answer)
    chosen = {kind.slug: delivery for kind, delivery in choices_for(member).items()}
    assert chosen[KIND] == "weekly"


def test_a_choice_that_is_none_is_refused_beside_its_question(browser):
    page = text_of(browser.post("/account/notifications/", {}))
    assert "There is a problem" in page
    assert "Choose how you want to be told." in page


def test_a_paused_person_sees_it_and_resumes(browser, member):
    PausedAddress.objects.create(email=member.email, paused_at=timezone.now())
    for path in ("/account/", "/account/notifications/"):
        assert "We have stopped e-mailing you" in text_of(browser.get(path))

    answer = browser.post("/account/notifications/resume/", follow=True)
    assert "We send e-mails to your address again." in text_of(answer)
    assert "We have stopped e-mailing you" not in text_of(browser.get("/account/"))
    again = browser.post("/account/notifications/resume/", follow=True)
    assert "are not paused" in text_of(again)
