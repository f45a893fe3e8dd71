"""The links of mails: a link of one portal does nothing on the other, though the person is there.

The person has the same key, UUID, address, password hash and session mark in both portals.
"""

import pytest

from accounts.demonstration import PASSWORD
from accounts.models import RoleGrant, User
from accounts.services import request_password_reset
from accounts.tokens import confirm_url, person_to_reset, reset_tokens, reset_url
from tenants.current import portal_context
from tenants.links import LinkRefused
from tests.factories.accounts import InvitationFactory
from tests.isolation.conftest import EVERYWHERE, SAME_KEY, at

NEW = "correct horse battery staple"
TOKEN = "the-token-of-a-northern-invitation"


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def test_a_link_for_a_new_password_works_on_its_own_portal(people, north):
    with portal_context(north):
        path = path_of(reset_url(people[0]))

    assert at(north).get(path).status_code == 200
    assert at(north).post(path, {"password": NEW}).status_code == 302
    with portal_context(north):
        assert User.objects.get(pk=SAME_KEY).check_password(NEW)


def test_a_link_for_a_new_password_changes_nobodys_elsewhere(people, north, elsewhere):
    with portal_context(north):
        path = path_of(reset_url(people[0]))

    assert at(elsewhere).get(path).status_code == 410
    assert at(elsewhere).post(path, {"password": NEW}).status_code == 410
    with portal_context(elsewhere):
        assert User.objects.get(pk=SAME_KEY).check_password(PASSWORD)


def test_using_a_link_here_leaves_the_link_there(people, north, elsewhere):
    paths = []
    for place, person in zip((north, elsewhere), people, strict=True):
        with portal_context(place):
            paths.append(path_of(reset_url(person)))
    assert paths[0] != paths[1]
    at(north).post(paths[0], {"password": NEW})

    assert at(elsewhere).get(paths[1]).status_code == 200


def test_a_token_for_a_new_password_is_bound_to_the_portal(people, north, elsewhere):
    with portal_context(north):
        token = reset_tokens.make_token(people[0])
        assert person_to_reset(people[0].uuid, token) == people[0]
    with portal_context(elsewhere), pytest.raises(LinkRefused):
        person_to_reset(people[1].uuid, token)


def test_the_mailed_link_is_the_one_of_the_portal_that_was_asked(
    people, north, south, commits, mailoutbox
):
    with commits(), portal_context(north):
        request_password_reset(email=EVERYWHERE)

    (message,) = mailoutbox
    assert f"//{north.primary_domain}" in message.body
    assert south.primary_domain not in message.body


@pytest.fixture
def unconfirmed(north, elsewhere, person_in):
    """The same person, who has not confirmed the address anywhere."""
    nobody_yet = {"email_confirmed_at": None}
    return person_in(north, **nobody_yet), person_in(elsewhere, **nobody_yet)


def test_a_link_that_confirms_an_address_confirms_it_here_alone(unconfirmed, north, elsewhere):
    with portal_context(north):
        path = path_of(confirm_url(unconfirmed[0]))

    assert at(elsewhere).get(path).status_code == 410
    assert at(elsewhere).post(path, {"password": PASSWORD}).status_code == 410
    with portal_context(elsewhere):
        assert not User.objects.get(pk=SAME_KEY).is_confirmed

    assert at(north).post(path, {"password": PASSWORD}).status_code == 302
    with portal_context(north):
        assert User.objects.get(pk=SAME_KEY).is_confirmed
    with portal_context(elsewhere):
        assert not User.objects.get(pk=SAME_KEY).is_confirmed


def test_an_invitation_of_one_portal_gives_no_role_elsewhere(north, elsewhere):
    with portal_context(north):
        InvitationFactory(pk=SAME_KEY, token=TOKEN, email=EVERYWHERE)
    with portal_context(elsewhere):
        InvitationFactory(pk=SAME_KEY, email=EVERYWHERE)
    typed = {"display_name": "Sam", "password": NEW}

    assert at(elsewhere).get(f"/invitation/{TOKEN}/").status_code == 410
    assert at(elsewhere).post(f"/invitation/{TOKEN}/", typed).status_code == 410
    with portal_context(elsewhere):
        assert User.objects.with_email(EVERYWHERE) is None

    assert at(north).post(f"/invitation/{TOKEN}/", typed).status_code == 302
    with portal_context(north):
        assert User.objects.with_email(EVERYWHERE).has_role("editor")
    with portal_context(elsewhere):
        assert not RoleGrant.objects.filter(user__email=EVERYWHERE).exists()
