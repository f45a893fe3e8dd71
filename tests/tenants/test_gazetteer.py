"""Postcodes, distances, and the gazetteer that all portals share (C8)."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from tenants.distances import Box, Point, box_around, distance
from tenants.gazetteer import SAMPLE, find_point, load_postcodes, load_sample
from tenants.models import Postcode
from tenants.postcodes import normalised, outward

POINTS = st.builds(
    Point, latitude=st.floats(min_value=-80, max_value=80), longitude=st.floats(-170, 170)
)
LETTERS = st.sampled_from("ABDEFGHJKLNPQRSTUWXYZ")
UNITS = st.builds(
    "{}{}{} {}{}{}".format,
    LETTERS,
    st.one_of(st.just(""), LETTERS),
    st.integers(0, 99),
    st.integers(0, 9),
    LETTERS,
    LETTERS,
)
HEADER = "pcd7,pcds,doterm,lad25cd,wd25cd,lat,long\n"
MARTINS_GATE = "PL4 0AT,PL4 0AT,,E06000026,E05002103,50.37,-4.13\n"


@given(UNITS, st.sampled_from(["", " ", "  ", "-"]))
def test_a_postcode_is_read_however_it_is_typed(unit, between):
    typed = f" {unit.lower().replace(' ', between)} "
    assert normalised(typed) == unit
    assert outward(typed) == unit.split()[0]


@given(st.text(max_size=40))
def test_whatever_is_typed_comes_back_well_formed_or_not_at_all(typed):
    found = normalised(typed)
    assert found is None or re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}", found)


@pytest.mark.parametrize("typed", ["", "Plymouth", "PL4 8A", "PL44 48AA", "٤", "P" * 999])
def test_what_is_no_postcode_is_none(typed):
    assert normalised(typed) is None


def test_half_a_postcode_is_an_area():
    assert outward("pl4") == "PL4"
    assert outward("Plymouth") is None


def test_distances_are_those_of_the_globe():
    london, edinburgh = Point(51.5074, -0.1278), Point(55.9533, -3.1883)
    assert distance(london, edinburgh) == pytest.approx(534_000, rel=0.005)


@given(POINTS, POINTS)
def test_a_distance_is_the_same_both_ways_and_never_negative(one, other):
    assert distance(one, other) == pytest.approx(distance(other, one), abs=1e-3)
    assert distance(one, other) >= 0
    assert distance(one, one) == 0


@given(POINTS, POINTS, st.integers(1, 200_000))
def test_all_within_reach_is_within_the_box(centre, place, metres):
    box: Box = box_around(centre, metres)
    if distance(centre, place) <= metres * 0.999:
        assert box.south <= place.latitude <= box.north
        across = (place.longitude - centre.longitude + 540) % 360 - 180
        assert box.west <= centre.longitude + across <= box.east


def test_there_is_no_box_around_a_pole():
    with pytest.raises(ValueError, match="pole"):
        box_around(Point(89.9, 0), 1000)


@pytest.fixture
def listed(tmp_path):
    def write(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "postcodes.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.mark.usefixtures("_public")
class TestLoading:
    def test_the_directory_of_the_ons_is_loaded_and_again(self, listed, capsys):
        nowhere = "GY1 1AA,GY1 1AA,,L99999999,L99999999,99.999999,0.000000\n"
        path = listed("\ufeff" + HEADER + MARTINS_GATE + nowhere)
        for _time in range(2):
            call_command("import_postcodes", str(path), "--quiet")
            assert "1 postcodes are loaded" in capsys.readouterr().out
            found = Postcode.objects.get()
            assert (found.unit, found.latitude, found.longitude) == ("PL4 0AT", 50.37, -4.13)
            assert (found.district, found.ward, found.is_sample) == (
                "E06000026",
                "E05002103",
                False,
            )

    def test_thousands_of_lines_come_through_whole(self, listed):
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        units = [
            f"PL{n} {m}{a}{b}"
            for n in range(1, 6)
            for m in range(10)
            for a in letters
            for b in letters[:6]
        ]
        rows = "".join(f"{u},{u},,E06000026,E05002103,50.1,-4.1\n" for u in units)
        assert load_postcodes(listed(HEADER + rows)) == len(units)
        assert set(Postcode.objects.values_list("unit", flat=True)) == set(units)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("name,town\nx,y\n", "names no column for unit, latitude"),
            (HEADER, "no postcode with a place"),
            (HEADER + MARTINS_GATE + "PL4 8AA,PL4 8AA,,,,north,-4\n", "Line 3 has no latitude"),
        ],
    )
    def test_what_cannot_be_read_is_said_and_changes_nothing(self, listed, text, words):
        load_postcodes(listed(HEADER + MARTINS_GATE))
        with pytest.raises(CommandError, match=words):
            call_command("import_postcodes", str(listed(text)), "--quiet")
        assert Postcode.objects.get().unit == "PL4 0AT"

    def test_a_file_that_is_not_there_or_no_text_is_said(self, listed, tmp_path):
        with pytest.raises(CommandError, match="There is no file"):
            call_command("import_postcodes", str(tmp_path / "none.csv"), "--quiet")
        with pytest.raises(CommandError, match="not a CSV file"):
            call_command("import_postcodes", str(listed("pcds;ü", "utf-16")), "--quiet")

    def test_the_sample_gives_way_to_real_postcodes(self, listed):
        assert load_sample() == len(SAMPLE.read_text().splitlines()) - 1
        assert Postcode.objects.filter(is_sample=False).count() == 0
        load_postcodes(listed(HEADER + MARTINS_GATE))
        assert load_sample() == 0
        assert Postcode.objects.count() == 1

    def test_a_postcode_is_found_or_the_middle_of_its_area(self):
        load_sample()
        assert find_point("pl40at") == Point(50.3706, -4.1356)
        middle = find_point("PL4")
        assert middle is not None
        assert middle.latitude == pytest.approx((50.3706 + 50.3752) / 2)
        assert find_point("PL4 9ZZ") is None
        assert find_point("AB1 2CD") is None
        assert find_point("nonsense") is None


def test_portals_read_the_one_gazetteer(portal):
    load_sample()
    assert find_point("PL4 8AA") is not None
