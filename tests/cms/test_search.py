"""Search within the portal."""

import pytest

from cms.models import HomePage, SectionPage
from cms.search import LONGEST, clean_words

pytestmark = pytest.mark.django_db


def _results(client, query):
    page = client.get("/search/", {"q": query})
    assert page.status_code == 200
    return page.context["results"]


def test_pages_are_found_by_words_in_title_summary_and_body(portal, client_for):
    home = HomePage.objects.get()
    home.add_child(
        instance=SectionPage(
            title="Zebras",
            slug="zebras",
            search_description="Stripes for everyone",
            body=[("text", "<p>They like quaggas.</p>")],
        )
    )
    for words in ("zebras", "stripes", "quaggas", "ZEBRA stripes"):
        assert [r.url for r in _results(client_for(portal), words)][:1] == ["/zebras/"], words


def test_nothing_found_offers_another_way(portal, client_for):
    page = client_for(portal).get("/search/", {"q": "xylophonist"})
    assert "Nothing found for “xylophonist”" in page.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "'",
        '"unclosed',
        "a & | ! (b",
        "<script>alert(1)</script>",
        "\x00\x01",
        "😀",
        "a" * 10_000,
        " ",
        "%",
        "help -- ; drop table",
        "\u202ehelp",
    ],
)
def test_odd_queries_are_answered(portal, client_for, query):
    page = client_for(portal).get("/search/", {"q": query})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_a_query_is_cut_and_put_on_one_line():
    assert clean_words(" two\n lines\x00 ") == "two lines"
    assert len(clean_words("x" * 1000)) == LONGEST


def test_pages_that_are_not_public_are_not_found(portal, client_for):
    home = HomePage.objects.get()
    home.add_child(instance=SectionPage(title="Wombat", slug="wombat", live=False))
    assert _results(client_for(portal), "wombat") == []
