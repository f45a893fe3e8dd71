"""Days and times of repeated events: pure arithmetic, over clock changes and month ends."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.events.recurrence import (
    FORTNIGHTLY,
    LAST,
    MONTHLY_DAY,
    MONTHLY_WEEKDAY,
    MOST,
    ONCE,
    WEEKLY,
    Repeat,
    days_of,
    left_out_of,
    moments,
    place_in_month,
    rule_of,
)

LONDON = ZoneInfo("Europe/London")
DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))
FREQUENCIES = st.sampled_from([WEEKLY, FORTNIGHTLY, MONTHLY_DAY, MONTHLY_WEEKDAY])
TIMES = st.times().map(lambda found: found.replace(second=0, microsecond=0))
WEEKDAYS = st.sets(st.integers(0, 6)).map(lambda found: tuple(sorted(found)))
YEAR = timedelta(days=366)


@given(DAYS, FREQUENCIES, WEEKDAYS)
def test_the_first_day_is_always_the_first(first, frequency, weekdays):
    days = days_of(Repeat(frequency, weekdays), first, first + YEAR)
    assert days[0] == first
    assert days == sorted(set(days))


@given(DAYS, WEEKDAYS, st.sampled_from([(WEEKLY, 1), (FORTNIGHTLY, 2)]))
def test_by_the_week_it_is_on_each_chosen_day_of_each_counted_week(first, weekdays, every):
    frequency, weeks = every
    chosen = {*weekdays, first.weekday()}
    monday = first - timedelta(days=first.weekday())
    through = first + YEAR
    expected = [
        day
        for day in (first + timedelta(days=n) for n in range((through - first).days + 1))
        if day.weekday() in chosen and (day - monday).days // 7 % weeks == 0
    ]
    assert days_of(Repeat(frequency, weekdays), first, through) == expected


@given(DAYS)
def test_by_the_day_of_the_month_no_month_is_left_out(first):
    days = days_of(Repeat(MONTHLY_DAY), first, first + 3 * YEAR)
    months = [day.year * 12 + day.month for day in days]
    assert months == list(range(months[0], months[0] + len(months)))
    for day in days:
        last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        assert day.day == min(first.day, last.day)


def test_the_31st_of_january_comes_on_the_last_of_february_leap_years_too():
    days = days_of(Repeat(MONTHLY_DAY), date(2027, 12, 31), date(2028, 4, 30))
    assert days == [
        date(2027, 12, 31),
        date(2028, 1, 31),
        date(2028, 2, 29),
        date(2028, 3, 31),
        date(2028, 4, 30),
    ]


@given(DAYS)
def test_by_the_weekday_it_is_the_same_weekday_at_the_same_place_of_every_month(first):
    days = days_of(Repeat(MONTHLY_WEEKDAY), first, first + 3 * YEAR)
    months = [day.year * 12 + day.month for day in days]
    assert months == list(range(months[0], months[0] + len(months)))
    for day in days:
        assert day.weekday() == first.weekday()
        if place_in_month(first) == LAST:
            assert (day + timedelta(days=7)).month != day.month
        else:
            assert (day.day - 1) // 7 == (first.day - 1) // 7


@given(DAYS, FREQUENCIES, st.integers(1, 60))
def test_it_takes_place_so_many_times(first, frequency, count):
    assert len(days_of(Repeat(frequency, count=count), first, first + 6 * YEAR)) == count


@given(DAYS, FREQUENCIES, st.integers(0, 800))
def test_it_takes_place_until_the_last_day_that_day_included(first, frequency, more):
    until = first + timedelta(days=more)
    endless = days_of(Repeat(frequency), first, first + 3 * YEAR)
    ended = days_of(Repeat(frequency, until=until), first, first + 3 * YEAR)
    assert ended == [day for day in endless if day <= until]


def test_a_rule_without_end_is_bounded():
    assert len(days_of(Repeat(WEEKLY, tuple(range(7))), date(2026, 1, 1), date.max)) == MOST


def test_once_is_once():
    assert days_of(Repeat(ONCE), date(2026, 11, 3), date(2030, 1, 1)) == [date(2026, 11, 3)]
    assert rule_of(Repeat(ONCE), date(2026, 11, 3)) == ""


@given(DAYS, TIMES, TIMES)
def test_the_clock_on_the_wall_says_the_same_all_year(day, start, end):
    starts, ends = moments(day, start, end, LONDON)
    assert starts < ends <= starts + timedelta(days=1, hours=1)
    shown = starts.astimezone(LONDON)
    skipped = datetime.combine(day, start, LONDON)
    there_is_no_such_hour = skipped.astimezone(UTC).astimezone(LONDON).time() != start
    assert there_is_no_such_hour or (shown.date(), shown.time()) == (day, start)


@pytest.mark.parametrize(
    ("day", "start", "expected"),
    [
        (date(2027, 3, 27), time(10), datetime(2027, 3, 27, 10, tzinfo=UTC)),
        (date(2027, 3, 29), time(10), datetime(2027, 3, 29, 9, tzinfo=UTC)),
        (date(2027, 3, 28), time(1, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (date(2027, 10, 31), time(1, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        (date(2027, 11, 1), time(10), datetime(2027, 11, 1, 10, tzinfo=UTC)),
    ],
)
def test_around_the_changes_of_the_clocks(day, start, expected):
    assert moments(day, start, time(23), LONDON)[0] == expected


def test_an_end_before_the_start_is_on_the_next_day():
    starts, ends = moments(date(2026, 12, 31), time(22), time(1), LONDON)
    assert ends - starts == timedelta(hours=3)


@given(FREQUENCIES, DAYS, st.sets(st.integers(0, 400), max_size=20))
def test_what_is_left_out_is_missing_and_nothing_else(frequency, first, numbers):
    through = first + timedelta(days=400)
    left_out = frozenset(first + timedelta(days=number) for number in numbers)
    whole = days_of(Repeat(frequency), first, through)
    repeat = Repeat(frequency, left_out=left_out)
    assert days_of(repeat, first, through) == [day for day in whole if day not in left_out]
    assert left_out_of(repeat, first) == [day for day in whole if day in left_out]
