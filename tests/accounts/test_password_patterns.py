"""Passwords as attackers think of them."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.password_patterns import LEAST_OF_ONES_OWN, is_guessable

NAMES = ["Plymouth Parents", "Plymouth", "ealing-pru", "Ynys Môn"]


@pytest.mark.parametrize(
    "password",
    [
        "Plymouth2026!",
        "plymouth-parents-1",
        "Plym0uthPar3nts",
        "P@ssw0rd1234!",
        "Password12345",
        "Welcome-to-2026",
        "parentsupport99",
        "School-Forum-Parents",
        "qwertyuiop123",
        "Qwerty123456!",
        "asdfghjkl;12",
        "1qaz2wsx3edc",
        "poiuytrewq99",
        "abcdefgh1234",
        "zyxwvuts9876",
        "banana77banana77",
        "hopehopehope",
        "xK9!xK9!xK9!",
        "Summer2026!!",
        "December2025-",
        "ynysmon-2026",
        "123!456!7890",
        "ealing_ealing_1",
    ],
)
def test_what_is_guessed_first_is_refused(password):
    assert is_guessable(password, NAMES)


@pytest.mark.parametrize(
    "password",
    [
        "lantern-otter-basil",
        "quiet-lantern-seven",
        "correct horse battery staple",
        "three words unlike others",
        "plymouth otter basilisk",
        "gwdihŵ yn hedfan heno",
        "кошка на синей крыше",
        "Tr0ub4dor&3-zebra",
        "vX7#qLm2!pRt9",
        "8h4k2m9x7w3z5q",
    ],
)
def test_ones_own_thought_is_accepted(password):
    assert not is_guessable(password, NAMES)


@settings(deadline=None, derandomize=True)
@given(st.sampled_from(["plymouth", "password", "qwerty"]), st.integers(0, 99_999_999))
def test_a_known_word_with_any_number_is_refused(word, number):
    assert is_guessable(f"{word}{number}", NAMES)


@settings(deadline=None, derandomize=True)
@given(st.text(string.printable, max_size=64))
def test_any_text_has_an_answer(text):
    assert is_guessable(text) in (True, False)


def test_it_is_said_how_much_must_be_left():
    assert not is_guessable("parents " + "vjxkw"[:LEAST_OF_ONES_OWN])
    assert is_guessable("parents " + "vjxkw"[: LEAST_OF_ONES_OWN - 1])
