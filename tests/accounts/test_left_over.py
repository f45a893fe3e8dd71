"""Accounts of a demonstration in an installation that is none any more: they sign in nowhere."""

import pytest
from django.core.checks import Tags, run_checks
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.checks import demonstration_is_over
from accounts.demonstration import PASSWORD, code_of
from accounts.models import RoleGrant, User
from accounts.models.invitations import new_token, token_digest
from accounts.services import accept_invitation, end_role, reset_password
from accounts.sessions import NOT_KNOWN
from accounts.tokens import reset_url
from tenants.current import portal_context
from tenants.errors import ServiceError
from tenants.platform import PLATFORM
from tests.accounts.conftest import GOOD
from tests.accounts.test_views.conftest import is_signed_in, sign_in, text_of
from tests.conftest import person
from tests.factories.accounts import InvitationFactory, UserFactory

SAID = "made for a demonstration, and everybody knows its password"
EDITOR = "editor@north.example"


@pytest.fixture
def visitor(portal, client_for):
    return client_for(portal)


@pytest.fixture
def over(settings):
    """The installation is no demonstration any more."""
    settings.DEMONSTRATION = False


def test_it_cannot_sign_in_and_reads_why(visitor, over):
    answer = sign_in(visitor, EDITOR)
    assert SAID in text_of(answer)
    assert not is_signed_in(visitor)


def test_who_does_not_know_its_password_reads_nothing_of_it(visitor, over):
    answer = sign_in(visitor, EDITOR, "lantern-otter-basil")
    assert SAID not in text_of(answer)
    assert NOT_KNOWN[:30] in text_of(answer)


def test_its_open_session_is_over(portal, client_for, settings):
    browser = client_for(portal, "editor")
    assert is_signed_in(browser)
    settings.DEMONSTRATION = False
    assert not is_signed_in(browser)


def test_a_second_step_that_was_begun_before_does_not_finish(visitor, portal, settings):
    sign_in(visitor, "clerk@north.example")
    device = TOTPDevice.objects.get(user=person(portal, "clerk"))
    settings.DEMONSTRATION = False
    answer = visitor.post("/sign-in/check/", {"code": code_of(device)})
    assert answer.status_code == 410
    assert not is_signed_in(visitor)


def test_an_invitation_does_not_let_it_in(portal, over):
    token = new_token()
    InvitationFactory(email=EDITOR, role="author", token_hash=token_digest(token))
    with pytest.raises(ServiceError, match="closed"):
        accept_invitation(token=token, display_name="", password=PASSWORD)


def test_a_new_password_does_not_let_it_in(visitor, portal, over):
    editor = person(portal, "editor")
    uuid, token = reset_url(editor).rstrip("/").split("/")[-2:]
    reset_password(uuid=uuid, token=token, password=GOOD)
    assert SAID in text_of(sign_in(visitor, EDITOR, GOOD))
    assert not is_signed_in(visitor)


def test_the_operators_account_is_refused_too(platform_visitor, over):
    answer = sign_in(platform_visitor, "operator@casement.example")
    assert SAID in text_of(answer)


def test_people_of_the_installation_itself_sign_in(visitor, portal, over):
    UserFactory(email="real@people.example")
    sign_in(visitor, "real@people.example")
    assert is_signed_in(visitor)


def test_it_holds_no_role_and_is_nobodys_last_administrator(portal, over):
    boss = UserFactory(roles=["portal_administrator"])
    left = person(portal, "portal_administrator")
    assert left.roles_anywhere == frozenset()
    grant = RoleGrant.objects.get(user=boss)
    with pytest.raises(ServiceError, match="last portal administrator"):
        end_role(actor=boss, grant=grant)


def test_the_check_for_deployment_names_where_they_are(portal, other_portal, over):
    with portal_context(other_portal):
        User.objects.update(is_demonstration=False)
    (said,) = [
        one
        for one in run_checks(tags=[Tags.security], include_deployment_checks=True)
        if one.id == "accounts.W001"
    ]
    assert "north" in said.msg
    assert "south" not in said.msg
    assert "the platform" in said.msg


def test_the_check_says_nothing_in_a_demonstration_or_without_them(portal, other_portal, settings):
    assert demonstration_is_over(None) == []
    settings.DEMONSTRATION = False
    for place in (portal, other_portal, PLATFORM):
        with portal_context(place):
            User.objects.update(is_demonstration=False)
    assert demonstration_is_over(None) == []
