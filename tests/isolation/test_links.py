"""Signed tokens: another portal's, another purpose's, altered and old ones are refused."""

import pytest

from tenants.current import portal_context
from tenants.links import LinkRefused, sign, unsign
from tenants.models import Portal
from tenants.platform import PLATFORM

HOUR = 3600


@pytest.fixture
def token(north):
    with portal_context(north):
        return sign("unsubscribe", {"person": 7})


def test_a_token_works_in_the_portal_that_made_it(token, north):
    with portal_context(north):
        assert unsign("unsubscribe", token, seconds=HOUR) == {"person": 7}


def test_a_token_of_another_portal_is_refused(token, south):
    for elsewhere in (south, PLATFORM):
        with portal_context(elsewhere), pytest.raises(LinkRefused):
            unsign("unsubscribe", token, seconds=HOUR)


def test_a_token_of_the_platform_is_refused_in_a_portal(north):
    with portal_context(PLATFORM):
        token = sign("unsubscribe", 7)
    with portal_context(north), pytest.raises(LinkRefused):
        unsign("unsubscribe", token, seconds=HOUR)


def test_a_token_for_another_purpose_is_refused(token, north):
    with portal_context(north), pytest.raises(LinkRefused):
        unsign("accounts.confirm_email", token, seconds=HOUR)


@pytest.mark.parametrize("position", range(0, 60, 4))
def test_an_altered_token_is_refused(token, north, position):
    place = position % len(token)
    altered = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]

    with portal_context(north), pytest.raises(LinkRefused):
        unsign("unsubscribe", altered, seconds=HOUR)


@pytest.mark.parametrize("junk", ["", ":", "a:b:c", "\x00", "é" * 100, "." * 10_000])
def test_junk_is_refused(north, junk):
    with portal_context(north), pytest.raises(LinkRefused):
        unsign("unsubscribe", junk, seconds=HOUR)


def test_an_old_token_is_refused_and_says_so(token, north):
    with portal_context(north), pytest.raises(LinkRefused, match="too old"):
        unsign("unsubscribe", token, seconds=-1)


@pytest.mark.parametrize("changed", ["signing_key", "key"])
def test_both_keys_of_a_portal_bind_its_tokens(token, north, south, changed):
    """Another portal that came to one of the keys still could not use the tokens."""
    other = Portal.objects.get(pk=south.pk)
    for name in {"signing_key", "key"} - {changed}:
        setattr(other, name, getattr(north, name))

    with portal_context(other), pytest.raises(LinkRefused):
        unsign("unsubscribe", token, seconds=HOUR)
