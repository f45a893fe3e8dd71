"""The six months of C9, whatever the lengths of months."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cms.directory.assurance import (
    confirm_by,
    earliest_in_time,
    earliest_shown,
    months_after,
    shown_until,
)

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def test_it_is_due_six_months_later_on_the_same_day_or_the_months_last():
    assert confirm_by(date(2026, 1, 15)) == date(2026, 7, 15)
    assert confirm_by(date(2026, 8, 31)) == date(2027, 2, 28)
    assert shown_until(date(2026, 1, 15)) == date(2026, 9, 15)
    assert months_after(date(2026, 1, 15), -1) == date(2025, 12, 15)


@given(DAYS)
def test_the_earliest_day_is_the_boundary(day):
    for earliest, last in ((earliest_in_time, confirm_by), (earliest_shown, shown_until)):
        found = earliest(day)
        assert last(found) >= day
        assert last(found - timedelta(days=1)) < day
