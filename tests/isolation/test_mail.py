"""Real messages: every address in them is on the portal's own host, and so is the sender's name."""

import re
from email import message_from_bytes, policy
from email.utils import getaddresses
from urllib.parse import urlsplit

import pytest
from django.test import Client

from accounts import services
from accounts.demonstration import PASSWORD
from accounts.models import Invitation
from tenants.current import portal_context
from tenants.mail import sender
from tenants.models import Domain, Portal
from tenants.platform import PLATFORM
from tests.conftest import make_portal, person
from tests.isolation.conftest import EVERYWHERE

ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
NEW = "correct horse battery staple"


def sign_up(portal):
    services.sign_up(display_name="Nia", email="nia@people.example", password=NEW)


def sign_up_again(portal):
    services.sign_up(display_name="Nia", email=EVERYWHERE, password=NEW)


def forget_password(portal):
    services.request_password_reset(email=EVERYWHERE)


def ask_for_a_stranger(portal):
    services.request_password_reset(email="stranger@people.example")


def change_password(portal):
    person = services.accounts.User.objects.with_email(EVERYWHERE)
    services.change_password(actor=person, current_password=PASSWORD, new_password=NEW)


def ask_for_another_address(portal):
    person = services.accounts.User.objects.with_email(EVERYWHERE)
    services.ask_email_change(actor=person, email="nia@people.example", password=PASSWORD)


def leave(portal):
    person = services.accounts.User.objects.with_email(EVERYWHERE)
    services.leave(actor=person, password=PASSWORD)


def invite(portal):
    boss = person(portal, "portal_administrator")
    services.invite_person(actor=boss, email="new@people.example", role="editor")


def invite_a_caseworker(portal):
    boss = person(portal, "portal_administrator")
    services.invite_person(actor=boss, email="new@people.example", role="caseworker")


def agree(portal):
    invite_a_caseworker(portal)
    manager = person(portal, "practice_manager")
    services.approve_invitation(actor=manager, invitation=Invitation.objects.get())


WAYS = [
    sign_up,
    sign_up_again,
    forget_password,
    ask_for_a_stranger,
    change_password,
    ask_for_another_address,
    leave,
    invite,
    invite_a_caseworker,
    agree,
]


def texts(message) -> list[str]:
    """Return the text and the HTML of a message as it goes over the wire."""
    parsed = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    parts = [part for part in parsed.walk() if part.get_content_maintype() == "text"]
    return [part.get_content() for part in parts]


@pytest.mark.parametrize("way", WAYS)
def test_every_address_in_a_mail_is_on_the_portals_own_host(
    north, south, person_in, commits, mailoutbox, way
):
    for portal in (north, south):
        person_in(portal)
        mailoutbox.clear()
        with commits(), portal_context(portal):
            way(portal)

        assert mailoutbox
        other = south if portal is north else north
        for message in mailoutbox:
            text, html = texts(message)
            for body in (text, html):
                hosts = {urlsplit(url).hostname for url in ADDRESS.findall(body)}
                assert hosts == {portal.primary_domain}
                assert other.name not in body
            assert portal.name in message.subject or portal.name in text
            assert other.name not in message.subject


@pytest.mark.parametrize("way", WAYS)
def test_a_mail_comes_from_the_portal(north, person_in, commits, mailoutbox, way):
    person_in(north)
    with commits(), portal_context(north):
        way(north)

    for message in mailoutbox:
        ((name, address),) = getaddresses([message.message()["From"]])
        assert name == "North Parents"
        assert address.startswith("north@")


def test_the_invitation_of_a_portal_that_an_operator_makes_is_the_new_portals(
    _public, commits, mailoutbox
):
    with commits():
        made = make_portal("eastern", administrator_email="ada@people.example")

    (message,) = mailoutbox
    for body in texts(message):
        assert {urlsplit(url).hostname for url in ADDRESS.findall(body)} == {made.primary_domain}
    assert "Eastern Parents" in message.message()["From"]


def test_a_mail_of_the_platform_is_the_platforms(_public, commits, mailoutbox):
    with commits(), portal_context(PLATFORM):
        services.invite_first_operator(email="olu@people.example")

    (message,) = mailoutbox
    for body in texts(message):
        assert {urlsplit(url).hostname for url in ADDRESS.findall(body)} == {
            PLATFORM.primary_domain
        }


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_X_FORWARDED_HOST": "evil.example"},
        {"HTTP_X_FORWARDED_HOST": "south.localhost"},
        {"HTTP_X_FORWARDED_SERVER": "south.localhost"},
        {"HTTP_FORWARDED": "host=south.localhost"},
        {"HTTP_HOST": "north.localhost:9999"},
        {"HTTP_HOST": "also-north.example"},
        {"SERVER_NAME": "south.localhost"},
    ],
)
def test_no_header_of_a_request_changes_the_links_of_a_mail(
    north, person_in, commits, mailoutbox, headers
):
    person_in(north)
    Domain.objects.create(domain="also-north.example", tenant=north, is_primary=False)
    asked = {"HTTP_HOST": north.primary_domain, **headers}
    with commits():
        Client().post("/new-password/", {"email": EVERYWHERE}, **asked)

    (message,) = mailoutbox
    for body in texts(message):
        assert set(re.findall(r"https?://[^/\s]+", body)) == {"http://north.localhost:8000"}


@pytest.mark.parametrize(
    "name",
    [
        "North\r\nBcc: victim@people.example",
        "North\nSubject: You won",
        "North\r\n\r\nAnother body",
        "North\u2028Bcc: victim@people.example",
        'North" <evil@people.example>, "',
        "North, South <evil@people.example>",
        "Gwent 📚 Rhieni",
    ],
)
def test_the_name_of_a_portal_cannot_add_a_header_or_an_address(
    north, person_in, commits, mailoutbox, name
):
    person_in(north)
    Portal.objects.filter(pk=north.pk).update(name=name)
    with commits(), portal_context(Portal.objects.get(pk=north.pk)):
        sign_up(north)

    (message,) = mailoutbox
    parsed = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    assert parsed["Bcc"] is None
    assert parsed["Cc"] is None
    assert len(parsed.get_all("Subject")) == 1
    (writer,) = parsed["From"].addresses
    assert writer.addr_spec == sender(north).rpartition("<")[2].rstrip(">")
    assert [each.addr_spec for each in parsed["To"].addresses] == ["nia@people.example"]
    assert message.recipients() == ["nia@people.example"]


def test_replies_go_to_the_portals_published_address(north, south, person_in, commits, mailoutbox):
    Portal.objects.filter(pk=south.pk).update(contact_email="desk@south.example")
    for portal in (north, south):
        with commits(), portal_context(Portal.objects.get(pk=portal.pk)):
            sign_up(portal)

    assert [message.reply_to for message in mailoutbox] == [[], ["desk@south.example"]]
