"""Slips between two words, against the definition (optimal string alignment)."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.edits import slips

WORDS = st.text(alphabet="abc", max_size=6)


def by_definition(one: str, other: str) -> int:
    @cache
    def far(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        found = [far(i - 1, j) + 1, far(i, j - 1) + 1]
        found.append(far(i - 1, j - 1) + (one[i - 1] != other[j - 1]))
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            found.append(far(i - 2, j - 2) + 1)
        return min(found)

    return far(len(one), len(other))


@given(WORDS, WORDS, st.integers(0, 3))
def test_slips_are_counted_up_to_the_most(one, other, most):
    assert slips(one, other, most) == min(by_definition(one, other), most + 1)


@pytest.mark.parametrize(
    ("typed", "known"), [("autsim", "autism"), ("dett", "debt"), ("todler", "toddler")]
)
def test_one_slip_is_one(typed, known):
    assert slips(typed, known, 2) == 1
