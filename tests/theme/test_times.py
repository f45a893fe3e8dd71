"""Days and times read the same everywhere, in each language."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

from config.environment import BASE
from theme.times import day_in_words, moment_in_words, time_in_words

SPRING = datetime(2026, 3, 12, 14, 30, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
MACHINES = {"c", "Y-m-d"}
"""Formats of the attribute `datetime`, which nobody reads."""
NAMES = {"l", "F"}
"""The name of a weekday or a month alone."""


def test_a_moment_in_english():
    assert moment_in_words(SPRING) == "12 March 2026 at 2.30pm"


def test_a_moment_in_welsh():
    with translation.override("cy"):
        assert moment_in_words(SPRING) == "12 Mawrth 2026 am 2.30yp"


@pytest.mark.parametrize(
    ("hour", "minute", "english", "welsh"),
    [
        (0, 0, "midnight", "hanner nos"),
        (0, 5, "12.05am", "12.05yb"),
        (9, 0, "9am", "9yb"),
        (11, 59, "11.59am", "11.59yb"),
        (12, 0, "midday", "hanner dydd"),
        (12, 1, "12.01pm", "12.01yp"),
        (23, 45, "11.45pm", "11.45yp"),
    ],
)
def test_times_of_the_day(hour, minute, english, welsh):
    assert time_in_words(time(hour, minute)) == english
    with translation.override("cy"):
        assert time_in_words(time(hour, minute)) == welsh


def test_a_moment_is_that_of_our_own_clocks():
    assert moment_in_words(SUMMER) == "2 July 2026 at 12.30am"
    assert day_in_words(SUMMER) == "2 July 2026"


def test_a_day_and_nothing():
    assert day_in_words(date(2026, 3, 1)) == "1 March 2026"
    assert day_in_words(None) == time_in_words(None) == moment_in_words(None) == ""


def test_templates_have_filters_of_the_same_words():
    shown = "{{ at|day }}; {{ at|time_of_day }}; {{ at|day_and_time }}; {{ at|month }}"
    shown = Template("{% load times %}" + shown).render(Context({"at": SPRING}))
    assert shown == "12 March 2026; 2.30pm; 12 March 2026 at 2.30pm; March 2026"


APPS = ["accounts", "casework", "cms", "forum", "governance", "tenants", "theme"]


@pytest.mark.parametrize("app", APPS)
def test_no_template_writes_them_in_a_way_of_its_own(app):
    found = []
    for path in Path(BASE, app).rglob("templates/**/*.*"):
        for used in re.findall(r"\|(?:date|time)\b(?::[\"']([^\"']*))?", path.read_text()):
            if used not in MACHINES | NAMES:
                found.append(f"{path.name}: {used}")
    assert found == []


@pytest.mark.parametrize("app", APPS)
def test_no_code_writes_them_in_a_way_of_its_own(app):
    found = []
    for path in Path(BASE, app).rglob("*.py"):
        if path.name == "times.py" or "migrations" in path.parts:
            continue
        code = path.read_text()
        formats = re.findall(r"date_format\([^)]*[\"']([^\"']*)[\"']\)", code)
        found += [f"{path.name}: {used}" for used in formats if used not in NAMES]
    assert found == []
