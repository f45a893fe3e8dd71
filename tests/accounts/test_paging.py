"""Long lists, a page at a time by key."""

import pytest

from accounts.models import Notification
from accounts.paging import key_in, page_of
from tests.factories.accounts import UserFactory


@pytest.fixture
def rows(portal):
    """Seven rows, and a list of them."""
    person = UserFactory()
    for number in range(7):
        Notification.objects.create(user=person, kind="x", title=str(number), delivery="never")
    return Notification.objects.filter(user=person)


def test_pages_go_back_to_the_first_row_and_forth_to_the_newest(rows):
    everything = list(rows.order_by("-pk"))
    page, seen = page_of(rows, length=3), []
    assert not page.newer
    assert page.newest == everything[0].pk
    while True:
        seen += page.rows
        if not page.older:
            break
        page = page_of(rows, below=page.older, length=3)
    assert seen == everything
    while page.newer:
        page = page_of(rows, above=page.newer, length=3)
        assert len(page.rows) == 3
    assert page.rows == everything[:3]


def test_beyond_the_end_there_is_nothing(rows):
    page = page_of(rows, below=1, length=3)
    assert (page.rows, page.newer, page.older, page.newest) == ([], 0, 0, 0)


@pytest.mark.parametrize(
    ("text", "key"), [("7", 7), (7, 7), ("", 0), ("x", 0), ("-1", 0), ("9" * 18, int("9" * 18))]
)
def test_a_key_in_an_address(text, key):
    assert key_in(text) == key


def test_more_digits_than_the_database_holds_are_no_key():
    assert key_in("9" * 19) == 0
