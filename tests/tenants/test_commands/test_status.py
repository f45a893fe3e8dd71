"""`suspend_portal`, `resume_portal`, `close_portal`."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.tenants.test_commands.conftest import north, refused, run

pytestmark = pytest.mark.usefixtures("_public")


def test_a_suspended_portal_shows_its_message_until_it_is_resumed(client_for):
    run("suspend_portal", "north", "--message", "Back on Monday")
    while_suspended = client_for(north()).get("/")

    assert run("resume_portal", "north").endswith("http://north.localhost:8000/\n")

    assert while_suspended.status_code == 503
    assert "Back on Monday" in while_suspended.content.decode()
    assert client_for(north()).get("/").status_code == 200


def test_suspending_twice_says_that_it_is_done_already():
    run("suspend_portal", "north")

    assert refused("suspend_portal", "north") == "The portal is suspended already."


def test_resuming_a_live_portal_is_refused():
    assert refused("resume_portal", "north") == "The portal is live already."


def test_a_closed_portal_is_gone_for_visitors_and_can_be_reopened(client_for):
    said = run("close_portal", "north")
    while_closed = client_for(north()).get("/")
    run("resume_portal", "north")

    day = timezone.localtime() + timedelta(days=30)
    assert f"can be deleted from {day:%-d %B %Y}" in said
    assert while_closed.status_code == 410
    assert client_for(north()).get("/").status_code == 200
    assert north().closed_at is None


@pytest.mark.parametrize("slug", ["west", "", "NORTH", "north'--", "📚", "north\x00", "n" * 5000])
@pytest.mark.parametrize("command", ["suspend_portal", "resume_portal", "close_portal"])
def test_a_portal_that_is_not_there_is_named_in_plain_words(command, slug):
    message = refused(command, slug)

    assert message.startswith(f"There is no portal called “{slug}”")
    assert "list_portals" in message
    assert north().status == "live"
