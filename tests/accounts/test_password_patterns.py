"""Passwords as attackers think of them."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.password_patterns import LEAST_OF_ONES_OWN, common_words, is_guessable

NAMES = ["Plymouth Parents", "Plymouth", "ealing-pru", "Ynys Môn"]
COMMON = common_words(["harley", "m0nkeys", "trustn01", "jordan23", "thunder", "123456", "cat"])


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
        "q1w2e3r4t5y6u7",
        "!QAZ2wsx#EDC",
        "zxcasdqwe123",
        "qwsazxcder99",
        "lanternlantern7",
        "a1b2c3d4e5f6",
        "P4ssw0rd|2026",
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


@pytest.mark.parametrize(
    "password",
    [
        "harley20261234",
        "H4rley!!!!!!1",
        "!!!h@rl3y2026",
        "m0nkeys123456",
        "jordan99jordan",
        "thunder-harley-12",
        "1-h-a-r-l-e-y-1",
        "harleyqwerty1",
        "Jordan of Plymouth",
    ],
)
def test_what_many_people_have_is_refused_however_it_is_spelt(password):
    assert is_guessable(password, NAMES, COMMON)
    assert not is_guessable(f"{password} otter basil", NAMES, COMMON)


def test_three_common_words_are_a_phrase_of_ones_own():
    assert is_guessable("harley jordan 2026", NAMES, COMMON)
    assert not is_guessable("harley jordan thunder", NAMES, COMMON)


def test_common_words_are_the_letters_of_what_is_common():
    assert {"harley", "monkeys", "jordan", "thunder"} <= COMMON
    assert "cat" not in COMMON  # too short to mean anything within another password
    assert all(word.isalpha() for word in COMMON)


def test_it_is_said_how_much_must_be_left():
    assert not is_guessable("parents " + "vjxkw"[:LEAST_OF_ONES_OWN])
    assert is_guessable("parents " + "vjxkw"[: LEAST_OF_ONES_OWN - 1])
