import pytest
from django.contrib.auth import authenticate

from accounts.backends import EmailBackend
from accounts.demonstration import PASSWORD
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def ann():
    return UserFactory(email="ann@example.org")


@pytest.mark.parametrize("spelling", ["ann@example.org", "ANN@Example.ORG", " ann@example.org "])
def test_an_address_signs_in_in_any_case(ann, spelling):
    assert authenticate(None, email=spelling, password=PASSWORD) == ann
    assert authenticate(None, username=spelling, password=PASSWORD) == ann


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD.upper()])
def test_a_wrong_password_does_not(ann, password):
    assert authenticate(None, email=ann.email, password=password) is None


def test_an_account_without_a_password_does_not(portal):
    from accounts.models import User

    User.objects.create_user("bare@example.org")
    assert authenticate(None, email="bare@example.org", password="") is None
    assert authenticate(None, email="bare@example.org", password=None) is None


@pytest.mark.parametrize("why", [{"is_active": False}, {"email_confirmed_at": None}])
def test_closed_and_unconfirmed_accounts_do_not(why):
    UserFactory(email="out@example.org", **why)
    assert authenticate(None, email="out@example.org", password=PASSWORD) is None


@pytest.mark.parametrize("why", [{"is_active": False}, {"email_confirmed_at": None}])
def test_a_session_ends_when_its_account_cannot_be_used(why):
    person = UserFactory(**why)
    assert EmailBackend().get_user(person.pk) is None


def test_an_unknown_address_costs_one_hash_as_a_known_one_does(ann, monkeypatch):
    from django.contrib.auth.hashers import get_hasher

    hasher, work = type(get_hasher()), []
    real_encode, real_verify = hasher.encode, hasher.verify
    monkeypatch.setattr(
        hasher, "encode", lambda *args, **kwargs: work.append(1) or real_encode(*args, **kwargs)
    )
    monkeypatch.setattr(
        hasher, "verify", lambda *args, **kwargs: work.append(1) or real_verify(*args, **kwargs)
    )
    for email in ("nobody@example.org", ann.email):
        work.clear()
        assert authenticate(None, email=email, password="wrong") is None
        assert len(work) == 1, email


def test_the_same_address_and_password_elsewhere_is_another_person(other_portal, in_portal, ann):
    with in_portal(other_portal):
        assert authenticate(None, email=ann.email, password=PASSWORD) is None
