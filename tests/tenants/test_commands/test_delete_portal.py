"""`delete_portal`."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from tenants.models import Portal
from tests.tenants.test_commands.conftest import everything, refused, run

pytestmark = pytest.mark.usefixtures("_public")


def closed(days: int) -> None:
    """Close North so many days ago."""
    run("close_portal", "north")
    Portal.objects.filter(slug="north").update(closed_at=timezone.now() - timedelta(days=days))


def test_deleting_takes_schema_domains_and_files_and_nothing_of_the_neighbour(
    django_capture_on_commit_callbacks,
):
    files = {slug: Path(settings.MEDIA_ROOT) / f"portal_{slug}" for slug in ("north", "south")}
    for folder in files.values():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "leaflet.pdf").write_bytes(b"leaflet")
    closed(days=31)

    with django_capture_on_commit_callbacks(execute=True):
        run("delete_portal", "north", "--confirm", "North Parents")

    assert everything() == (["south"], ["south.localhost"], ["portal_south"])
    assert not files["north"].exists()
    assert (files["south"] / "leaflet.pdf").exists()


@pytest.mark.parametrize("typed", ["", "north", "north parents", "North Parents!", "South Parents"])
def test_deleting_wants_the_full_name(typed):
    closed(days=31)

    assert "exactly as it is shown" in refused("delete_portal", "north", "--confirm", typed)
    assert "portal_north" in everything()[2]


def test_deleting_waits_for_the_end_of_the_cooling_off():
    closed(days=29)

    day = timezone.localtime() + timedelta(days=1)
    message = refused("delete_portal", "north", "--confirm", "North Parents")
    assert message == f"It can be deleted from {day:%-d %B %Y}."
    assert Portal.objects.filter(slug="north").exists()


def test_the_command_line_may_skip_the_cooling_off():
    run("close_portal", "north")

    run("delete_portal", "north", "--confirm", "North Parents", "--skip-cooling-off")

    assert not Portal.objects.filter(slug="north").exists()


def test_a_portal_that_is_open_is_never_deleted():
    message = refused("delete_portal", "north", "--confirm", "North Parents", "--skip-cooling-off")

    assert message == "Close the portal first."
    assert "portal_north" in everything()[2]
