"""Who may come into the console."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tenants.current import portal_context
from tenants.platform import PLATFORM
from tests.tenants.test_console.conftest import ACTIONS, NEW, SCREENS, north

pytestmark = pytest.mark.usefixtures("_public")


@pytest.mark.parametrize("path", SCREENS)
def test_a_stranger_is_sent_to_sign_in(platform_visitor, path):
    response = platform_visitor.get(path)

    assert response.status_code == 302
    assert response.headers["Location"] == f"/sign-in/?next={path}"


@pytest.mark.parametrize("path", SCREENS)
def test_somebody_who_is_no_operator_is_refused(platform_visitor, path):
    with portal_context(PLATFORM):
        person = User.objects.create_user(
            "new@casement.example", "A long enough one 1", email_confirmed_at=timezone.now()
        )
        platform_visitor.force_login(person)

    assert platform_visitor.get(path).status_code == 403


@pytest.mark.parametrize("action", ACTIONS)
def test_a_stranger_changes_nothing(platform_visitor, action):
    answers = {"name": "Hacked", "domain": "hacked.example", "typed_name": "North Parents"}

    assert platform_visitor.post(f"/portals/north/{action}/", answers).status_code == 302
    assert (north().name, north().status) == ("North Parents", "live")
    assert north().domains.count() == 1


@pytest.mark.parametrize("role", ["", "portal_administrator", "practice_manager"])
@pytest.mark.parametrize("path", [NEW, "/portals/north/", "/portals/north/close/"])
def test_the_console_is_not_there_on_a_portals_host(client_for, path, role):
    assert client_for(north(), role).get(path).status_code == 404


@pytest.mark.parametrize("path", SCREENS)
def test_an_operator_reaches_every_screen(platform_client, path):
    response = platform_client.get(path)

    assert response.status_code == 200
    page = response.content.decode()
    assert page.count("<h1") == 1
    assert "Sign out" in page
    assert response.headers["Cache-Control"] == "private, no-cache, no-store"


@pytest.mark.parametrize("action", ["", *(f"{action}/" for action in ACTIONS)])
@pytest.mark.parametrize("slug", ["west", "n" * 300, "north--"])
def test_a_portal_that_is_not_there_is_a_404(platform_client, slug, action):
    assert platform_client.get(f"/portals/{slug}/{action}").status_code == 404


def test_a_form_without_its_token_is_refused(platform_client):
    careful = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    careful.cookies = platform_client.cookies

    assert careful.post("/portals/north/close/").status_code == 403
    assert north().status == "live"


@pytest.mark.parametrize("action", ACTIONS)
def test_opening_the_page_of_an_action_does_nothing(platform_client, action):
    platform_client.get(f"/portals/north/{action}/?typed_name=North+Parents&name=Other")

    assert (north().name, north().status) == ("North Parents", "live")
