"""Passwords that only look long."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import Locality, School, User


@pytest.mark.parametrize(
    "password", ["aaaaaaaaaaaa", "abababababab", "password1234", "123456789012"]
)
def test_repeated_common_and_numeric_passwords_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


def test_a_phrase_is_accepted():
    validate_password("quiet-lantern-seven")


@pytest.mark.parametrize(
    "password",
    [
        # The head of every list of leaked passwords, made as long as the rules ask.
        *("password123456", "123456789abcd", "qwertyuiop12", "1q2w3e4r5t6y", "iloveyou12345"),
        *("Password2026!!", "welcome123456", "letmein123456", "football12345", "abc123abc123"),
        # What somebody who knows the portal would try.
        *("NorthParents1!", "north-parents-26", "N0rthParents99", "north.localhost"),
    ],
)
def test_leaked_and_local_passwords_are_refused(portal, password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        *("michelle2026!", "Ch0colate-2026", "12345-liverpool", "tigger-tigger-1"),
        *("sunflowerdragon", "m1chael.jordan!", "hannahmontana7", "F00tball-Ch3lsea"),
    ],
)
def test_what_is_common_is_refused_in_any_dress(password):
    with pytest.raises(ValidationError, match="easy to guess"):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        *("Wilhelmina2026", "w1lhelmina-99!", "ashbourne-12345", "wilhelmina@1999"),
        *("example.example1", "quilliam12345!"),
    ],
)
def test_names_and_address_of_ones_own_are_refused(portal, password):
    person = User(
        email="quilliam.ashbourne@example.org",
        display_name="Wilhelmina A",
        full_name="Wilhelmina Ashbourne",
    )
    with pytest.raises(ValidationError):
        validate_password(password, person)


def test_the_names_of_somebody_else_are_as_good_as_any_other(portal):
    validate_password("wilhelmina2026", User(email="sam@example.org", display_name="Sam"))


@pytest.mark.parametrize("password", ["Winterbourne-26!", "st-ignatius-2026", "tavistock12345"])
def test_the_places_of_the_portal_are_refused(portal, password):
    validate_password(password)
    Locality.objects.create(name="Winterbourne")
    School.objects.create(name="St Ignatius")
    portal.contact_address = "1 High Street, Tavistock"
    with pytest.raises(ValidationError, match="easy to guess"):
        validate_password(password)


def test_a_neighbours_name_is_as_good_as_any_other(portal):
    validate_password("southerly winds 12")
