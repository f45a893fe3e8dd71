"""Lists in a sentence."""

import pytest
from django.utils import translation

from theme.lists import joined


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ""),
        (["one"], "one"),
        (["one", "two"], "one and two"),
        (["one", "two", "three"], "one, two and three"),
    ],
)
def test_words_are_joined_in_english(words, said):
    assert joined(words) == said


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("teuluoedd", "rhieni a theuluoedd"),
        ("plant", "rhieni a phlant"),
        ("Cymraeg", "rhieni a Chymraeg"),
        ("tadau", "rhieni a thadau"),
        ("chwiorydd", "rhieni a chwiorydd"),
        ("athrawon", "rhieni ac athrawon"),
        ("wyrion", "rhieni ac wyrion"),
        ("ŵyr", "rhieni ac ŵyr"),
        ("babanod", "rhieni a babanod"),
        ("11 Rhagfyr", "rhieni ac 11 Rhagfyr"),
        ("15 Rhagfyr", "rhieni a 15 Rhagfyr"),
    ],
)
def test_the_last_word_mutates_in_welsh(last, said):
    with translation.override("cy"):
        assert joined(["rhieni", last]) == said
