"""Services that take a secret or send a mail: too much of it waits (A7)."""

import pytest

from accounts import services
from accounts.demonstration import PASSWORD
from accounts.models import User
from accounts.throttling import TooMany, WrongSecret
from accounts.tokens import confirm_url
from tenants.errors import ServiceError
from tests.accounts.conftest import GOOD
from tests.factories.accounts import InvitationFactory, UserFactory

pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def ann():
    return UserFactory(email="ann@example.org")


def refusals(times, call):
    """Return how each of some wrong tries was refused."""
    kinds = []
    for _ in range(times):
        with pytest.raises((WrongSecret, TooMany)) as refused:
            call("not-the-password")
        kinds.append(refused.type)
    return kinds


def test_who_has_the_link_of_a_mail_cannot_guess_the_password():
    person = UserFactory(email_confirmed_at=None)
    token = confirm_url(person).split("/")[-2]

    def confirm(password):
        services.confirm_email(token=token, password=password)

    assert refusals(11, confirm) == [WrongSecret] * 10 + [TooMany]
    with pytest.raises(TooMany):
        confirm(PASSWORD)
    assert not User.objects.get(pk=person.pk).is_confirmed


def test_who_has_an_invitation_cannot_guess_the_password(ann):
    InvitationFactory(token="abc", email=ann.email)

    def accept(password):
        services.accept_invitation(token="abc", display_name="", password=password)

    assert refusals(11, accept) == [WrongSecret] * 10 + [TooMany]
    with pytest.raises(TooMany):
        accept(PASSWORD)
    assert not ann.grants.exists()


def test_who_finds_an_open_session_cannot_guess_the_password(ann):
    def change(password):
        services.change_password(actor=ann, current_password=password, new_password=GOOD)

    assert refusals(6, change) == [WrongSecret] * 5 + [TooMany]
    with pytest.raises(TooMany):
        change(PASSWORD)
    assert User.objects.get(pk=ann.pk).check_password(PASSWORD)


@pytest.mark.parametrize("email", ["ann@example.org", "nobody@example.org"])
def test_five_mails_for_a_new_password_go_out_and_the_answer_stays(ann, commits, outbox, email):
    with commits():
        for _ in range(7):
            assert services.request_password_reset(email=email) is None
    assert [message.to for message in outbox] == [[email]] * 5


@pytest.mark.parametrize("email", ["ann@example.org", "new@example.org"])
def test_five_mails_for_a_new_account_go_out_and_the_answer_stays(ann, commits, outbox, email):
    with commits():
        for _ in range(7):
            assert services.sign_up(display_name="Ann", email=email, password=GOOD) is None
    assert [message.to for message in outbox] == [[email]] * 5


@pytest.mark.parametrize("email", ["ann@example.org", "new@example.org"])
def test_what_is_refused_of_a_new_account_is_said_though_no_mail_goes_out(ann, email):
    for _ in range(6):
        services.sign_up(display_name="Ann", email=email, password=GOOD)
    with pytest.raises(ServiceError) as refused:
        services.sign_up(display_name="Ann", email=email, password="short")
    assert "password" in refused.value.messages
