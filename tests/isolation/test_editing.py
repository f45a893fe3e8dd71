"""What editing adds to a portal: previews, deleted pages and tasks of one, tried on the other."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.editing.approval import approval_steps, choose_approval
from cms.editing.links import run_link_check, start_link_check
from cms.editing.previews import address_of_preview, share_draft
from cms.models import DeletedPage, HomePage, LinkCheck, PreviewLink
from tenants.current import portal_context
from tenants.tasks import run_in_portal
from tests.conftest import enter, person
from tests.isolation.conftest import at


@pytest.fixture
def links(north, south):
    """A link to the first page's draft in each portal, with the same keys."""
    made = {}
    for place in (north, south):
        with portal_context(place):
            page = HomePage.objects.get()
            boss = person(place, "portal_administrator")
            link = share_draft(actor=boss, page=page)
            PreviewLink.objects.filter(pk=link.pk).update(id=4711)
            link = PreviewLink.objects.get(pk=4711)
            made[place.slug] = "/" + address_of_preview(link, "en").split("/", 3)[3]
    return made


def test_a_preview_link_opens_nothing_elsewhere(north, south, elsewhere, links):
    assert at(north).get(links["north"]).status_code == 200
    assert at(elsewhere).get(links["north"]).status_code == 404


def test_a_preview_is_kept_for_nobody_elsewhere(north, south, links):
    for _time in range(2):
        assert at(north).get(links["north"]).status_code == 200
        assert at(south).get(links["north"]).status_code == 404


def test_a_deleted_page_is_restored_in_its_own_portal_alone(north, south):
    with portal_context(north):
        row = DeletedPage.objects.create(
            title="Ours",
            address="/home/ours/",
            parent_key=HomePage.objects.get().pk,
            parent_title="Home",
            pages=1,
            was_live=False,
            archive={"rows": [], "pointers": []},
        )
    browser = at(south)
    with portal_context(south):
        enter(browser, person(south, "portal_administrator"))
    assert b"Ours" not in browser.get("/admin/deleted-pages/").content
    assert browser.get(f"/admin/deleted-pages/{row.pk}/").status_code == 404


def test_a_check_of_links_runs_where_it_was_asked_for(north, south):
    with portal_context(north):
        start_link_check(actor=person(north, "portal_administrator"))
    connection.set_schema_to_public()
    row = DBTaskResult.objects.get(args_kwargs__args__contains=[run_link_check.path])
    run_in_portal.func(*row.args_kwargs["args"])
    with portal_context(north):
        assert LinkCheck.objects.get().finished_at
    with portal_context(south):
        assert not LinkCheck.objects.exists()


def test_steps_of_approval_are_each_portals_own(north, south):
    with portal_context(north):
        choose_approval(actor=person(north, "portal_administrator"), steps=2)
    with portal_context(south):
        assert approval_steps() == 1


def test_a_link_that_ends_ends_in_one_portal(north, south, links):
    with portal_context(north):
        PreviewLink.objects.update(ends_at=timezone.now() - timedelta(days=1))
    assert at(north).get(links["north"]).status_code == 410
    assert at(south).get(links["south"]).status_code == 200
