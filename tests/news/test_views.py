"""Public pages of news as visitors see them."""

from datetime import date, timedelta

import feedparser
import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from accounts.models import Locality
from cms.moderation.states import Status
from tests.factories.news import NewsItemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(portal, client_for):
    def get(path):
        response = client_for(portal).get(path)
        assert response.status_code == 200, path
        return BeautifulSoup(response.content.decode(), "html.parser")

    return get


def titles(page):
    return [link.get_text() for link in page.main.select(".casement-card__link")]


def test_news_is_listed_latest_first_by_year_and_place(portal, read):
    NewsItemFactory(title="Older", dated=date(2025, 5, 1))
    NewsItemFactory(title="In the east", locality=Locality.objects.get(name="East"))
    NewsItemFactory(title="Oldest", dated=date(2024, 12, 31))
    assert titles(read("/news/")) == ["In the east", "Older", "Oldest"]
    assert titles(read("/news/?year=2025")) == ["Older"]
    assert titles(read("/news/?locality=east")) == ["In the east"]
    assert titles(read("/news/?year=20x5&after=nonsense")) == ["In the east", "Older", "Oldest"]


def test_the_list_is_paged_without_gaps_or_repeats(portal, read):
    for number in range(45):
        NewsItemFactory(dated=date(2025, 1, 1 + number // 10))
    seen, path = [], "/news/?year=2025"
    for _page in range(4):
        page = read(path)
        seen += titles(page)
        older = page.find("a", rel="next")
        if older is None:
            break
        path = older["href"]
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize("status", [s for s in Status if s != Status.PUBLISHED])
def test_what_is_not_published_shows_nowhere(portal, client_for, status):
    item = NewsItemFactory(title="Not yet", status=status, sent_at=timezone.now(), reason="No")
    visitor = client_for(portal)
    for path in ("/news/", "/news/feed.atom", "/"):
        assert "Not yet" not in visitor.get(path).content.decode(), path
    assert visitor.get(item.get_absolute_url()).status_code == 404


def test_news_of_a_day_to_come_shows_from_that_day_on_kept_pages_too(portal, client_for):
    item = NewsItemFactory(title="Tomorrow", dated=timezone.localdate() + timedelta(days=1))
    visitor = client_for(portal)
    paths = ("/news/", "/", "/news/feed.atom")
    for path in paths:
        assert "Tomorrow" not in visitor.get(path).content.decode()
    assert visitor.get(item.get_absolute_url()).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        for path in paths:
            assert "Tomorrow" in visitor.get(path).content.decode(), path


def test_pages_of_news_cost_few_queries_and_nothing_when_kept(portal, client_for):
    item = NewsItemFactory(locality=Locality.objects.get(name="East"))
    visitor = client_for(portal)
    visitor.get("/contact/")
    for path, most in {"/news/": 10, "/news/feed.atom": 10, item.get_absolute_url(): 7}.items():
        with CaptureQueriesContext(connection) as captured:
            visitor.get(path)
        asked = [q["sql"] for q in captured if "search_path" not in q["sql"]]
        assert len(asked) <= most, (path, asked)
        with CaptureQueriesContext(connection) as captured:
            visitor.get(path)
        assert list(captured) == [], path


def test_words_are_never_markup_and_addresses_become_links(portal, read):
    item = NewsItemFactory(
        title="<script>x</script>", body="<b>no</b>\n\nSee https://play.example/ today"
    )
    page = read(item.get_absolute_url())
    assert not page.main.find_all(["script", "b"])
    assert page.main.find("a", href="https://play.example/")


# Willow leaves the file that it scales from for the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_picture_shows_with_its_words(portal, read):
    picture = Image.objects.create(title="x", file=get_test_image_file())
    item = NewsItemFactory(picture=picture, picture_text="Children paint")
    assert read(item.get_absolute_url()).main.find("img")["alt"] == "Children paint"


def test_the_database_asks_for_the_decision_about_a_pictures_words(portal):
    picture = Image.objects.create(title="x", file=get_test_image_file())
    with pytest.raises(IntegrityError, match="words_or_decorates"), transaction.atomic():
        NewsItemFactory(picture=picture)


def test_the_atom_feed_is_well_formed(portal, client_for):
    NewsItemFactory(title="A <wild> & “odd” 👶 title\x0b")
    answer = client_for(portal).get("/news/feed.atom")
    read = feedparser.parse(answer.content)
    assert not read.bozo
    assert read.version == "atom10"
    assert "👶" in read.entries[0].title
    assert all((read.feed.id, read.feed.updated_parsed, read.entries[0].id))
    assert read.entries[0].link.startswith("http://north.localhost:8000/news/")
