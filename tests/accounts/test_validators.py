"""Passwords that only look long."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


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


def test_a_neighbours_name_is_as_good_as_any_other(portal):
    validate_password("southerly winds 12")
