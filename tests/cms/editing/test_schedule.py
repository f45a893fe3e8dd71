"""Pages go live and come down at their time, in their own portal, and kept pages know (C5)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.models import HomePage, SectionPage
from tenants.current import portal_context
from tenants.tasks import run_in_portal

HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    """A moment that stands still until a test moves on."""
    moment = timezone.now().replace(microsecond=0)
    with time_machine.travel(moment, tick=False) as traveller:
        yield traveller


def write(title="Trips", **times):
    """Save a page with its times and publish it, as the Publish button does; return it."""
    page = SectionPage(title=title, slug=title.lower(), live=False)
    HomePage.objects.get().add_child(instance=page)
    for name, moment in times.items():
        setattr(page, name, moment)
    page.save_revision().publish()
    return page


def work():
    """Do what the queue would give to a worker now; a worker itself would end our transaction."""
    connection.set_schema_to_public()
    for row in DBTaskResult.objects.ready():
        run_in_portal.func(*row.args_kwargs["args"])
        row.delete()


def answer(client_for, portal, path="/trips/"):
    with portal_context(portal):
        return client_for(portal).get(path).status_code


def test_a_page_goes_live_at_its_time_and_kept_pages_show_it(portal, client_for, now):
    write(go_live_at=timezone.now() + HOUR)
    visitor = client_for(portal)
    assert visitor.get("/trips/").status_code == 404
    assert "/trips/" not in visitor.get("/sitemap.xml").content.decode()
    now.shift(HOUR - timedelta(seconds=1))
    work()
    assert answer(client_for, portal) == 404
    now.shift(timedelta(seconds=2))
    work()
    assert answer(client_for, portal) == 200
    with portal_context(portal):
        assert "/trips/" in visitor.get("/sitemap.xml").content.decode()


def test_a_kept_page_is_gone_at_the_time_of_its_end(portal, client_for, now):
    write(expire_at=timezone.now() + HOUR)
    assert answer(client_for, portal) == 200
    assert answer(client_for, portal) == 200
    now.shift(HOUR + timedelta(seconds=1))
    work()
    assert answer(client_for, portal) == 404


def test_only_the_portal_that_asked_is_worked_on(portal, other_portal, client_for, now):
    moment = timezone.now() + HOUR
    write(go_live_at=moment)
    assert DBTaskResult.objects.count() == 1
    with portal_context(other_portal):
        page = write(go_live_at=moment)
        DBTaskResult.objects.filter(args_kwargs__args__contains=[str(other_portal.key)]).delete()
    now.shift(HOUR + timedelta(seconds=1))
    work()
    assert answer(client_for, portal) == 200
    with portal_context(other_portal):
        page.refresh_from_db()
        assert not page.live


def test_the_daily_job_makes_up_for_a_task_that_got_lost(portal, other_portal, client_for, now):
    for place in (portal, other_portal):
        with portal_context(place):
            write(go_live_at=timezone.now() + HOUR)
    DBTaskResult.objects.all().delete()
    now.shift(HOUR * 2)
    connection.set_schema_to_public()
    call_command("keep_pages", verbosity=0)
    assert [answer(client_for, place) for place in (portal, other_portal)] == [200, 200]


def test_a_time_in_the_past_waits_for_nothing(portal, now):
    write()
    assert not DBTaskResult.objects.exists()
