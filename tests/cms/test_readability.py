"""How old one has to be to read a text, and how old for the starter content (C3, C19)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.readability import read, syllables
from cms.starter import starter_files
from tenants.models import Portal

OLDEST, OLDEST_ON_AVERAGE = 12.0, 11.0
"""Years: what one page, and the pages of a portal together, may ask of a reader."""


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("cat", 1),
        ("make", 1),
        ("table", 2),
        ("looked", 1),
        ("wanted", 2),
        ("information", 4),
        ("parent's", 2),
        ("agree", 2),
        ("the", 1),
    ],
)
def test_syllables_are_counted_about_right(word, number):
    assert syllables(word) == number


def test_short_words_in_short_sentences_are_for_the_young():
    easy = read("The cat sat on the mat. It was warm. We sat by the fire and had tea.")
    hard = read(
        "Notwithstanding aforementioned considerations, institutional accountability "
        "necessitates comprehensive interdepartmental communication."
    )

    assert easy.age < 7
    assert hard.age > 20


@given(st.text(max_size=200))
def test_any_text_has_an_age(text):
    assert read(text).age >= 5


@given(st.lists(st.sampled_from(["cat", "dog", "tea", "run"]), min_size=2, max_size=30))
def test_one_long_sentence_is_never_easier_than_two(words):
    half = len(words) // 2
    one = " ".join(words) + "."
    two = " ".join(words[:half]) + ". " + " ".join(words[half:]) + "."

    assert read(one).age >= read(two).age


def plain(markdown: str) -> str:
    text = re.sub(r"^:::.*$", "", markdown, flags=re.M)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*_>|#]", " ", text)


def page_text(file) -> str:
    rich = [str(value) for value in file.fields.values() if isinstance(value, str) and " " in value]
    return "\n\n".join([file.title, file.summary, *map(plain, rich), plain(file.body)])


@pytest.mark.parametrize("kind", Portal.Kind.values)
def test_starter_pages_are_read_with_ease_at_about_nine_to_eleven(kind):
    ages = {file.slug: read(page_text(file)).age for file in starter_files(kind)}

    too_hard = {slug: round(age, 1) for slug, age in ages.items() if age > OLDEST}
    assert not too_hard
    assert sum(ages.values()) / len(ages) <= OLDEST_ON_AVERAGE
