"""A month as weeks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.events.month import month_after, read_month, weeks_of

MONTHS = st.dates(date(2000, 1, 1), date(2190, 1, 1)).map(lambda day: day.replace(day=1))


@given(MONTHS)
def test_every_day_of_the_month_stands_once_and_weeks_are_whole(first):
    weeks = weeks_of(first, {})
    days = [cell.day for week in weeks for cell in week]
    assert all(len(week) == 7 and week[0].day.weekday() == 0 for week in weeks)
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    inside = [cell.day for week in weeks for cell in week if cell.is_in_month]
    assert inside[0] == first
    assert inside[-1] + timedelta(days=1) == month_after(first)


@given(MONTHS, st.integers(-50, 50))
def test_months_go_there_and_back(first, months):
    assert month_after(month_after(first, months), -months) == first


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "1026-01", "٢٠٢٦-٠١", "x-y", "-"]
)
def test_nonsense_is_this_month(text):
    assert read_month(text, date(2026, 11, 22)) == date(2026, 11, 1)


def test_a_month_is_read():
    assert read_month("2027-02", date(2026, 11, 22)) == date(2027, 2, 1)
