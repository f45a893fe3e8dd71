"""The demonstration's events and news can be made, and show what they should."""

import pytest
import yaml
from django.utils.text import slugify

from accounts.models import Locality
from cms.demonstration import FOLDER
from cms.events.demonstration import demonstrate_events
from cms.events.models import Event, EventDate
from cms.news.demonstration import demonstrate_news
from cms.news.models import NewsItem

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("folder", sorted(p.parent.name for p in FOLDER.glob("*/events.yaml")))
def test_every_portal_has_dates_to_come_and_all_is_well_formed(portal, client_for, folder):
    definition = yaml.safe_load((FOLDER / folder / "portal.yaml").read_text(encoding="utf-8"))
    for name in definition["localities"]:
        Locality.objects.get_or_create(name=name, defaults={"slug": slugify(name)})
    demonstrate_events(FOLDER / folder)
    demonstrate_news(FOLDER / folder)
    assert EventDate.objects.shown().upcoming().exists()
    repeated = EventDate.objects.exclude(event__frequency="once")
    assert not repeated.filter(original_on__month=12, original_on__day__in=[25, 26]).exists()
    for path in ("/events/", "/events/feed.ics", "/events/feed.atom", "/news/", "/"):
        assert client_for(portal).get(path).status_code == 200
    for thing in (*Event.objects.shown(), *NewsItem.objects.shown()):
        assert client_for(portal).get(thing.get_absolute_url()).status_code == 200


def test_a_folder_without_events_makes_none(portal, tmp_path):
    demonstrate_events(tmp_path)
    demonstrate_news(tmp_path)
    assert not Event.objects.exists()
    assert not NewsItem.objects.exists()
