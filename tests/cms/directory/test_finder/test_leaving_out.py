"""What is shown when nothing fits all that was asked."""

import pytest

from tests.cms.directory.test_finder.services import FINDER, named

pytestmark = pytest.mark.django_db


def test_when_nothing_fits_the_nearest_are_shown_and_what_was_left_out_is_said(services, read):
    page = read(FINDER, postcode="PL4 8AA", within="1", need="parenting")
    assert named(page) == ["Parenting group"]
    said = page.select_one(".govuk-inset-text").get_text(" ", strip=True)
    assert "No service fits everything that you chose." in said
    assert [each.get_text() for each in page.select(".govuk-inset-text li")] == ["Within 1 mile"]


def test_the_age_of_the_child_is_left_out_before_the_need_and_the_day_before_both(services, read):
    page = read(FINDER, need="parenting", age="0", day="SA")
    left = [each.get_text() for each in page.select(".govuk-inset-text li")]
    assert left == ["Age 0", "Day: Saturday"]
    assert named(page) == ["Parenting group"]
