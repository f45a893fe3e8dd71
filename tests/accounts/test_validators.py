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
