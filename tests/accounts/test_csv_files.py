"""Tables in and out."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.csv_files import MARK, TableRefused, decode, read_lines, write_table

COLUMNS = ("name", "email", "role")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def cells_of(written):
    """Return the cells of all rows of a written table, as a spreadsheet reads them."""
    text = "".join(written).removeprefix(MARK)
    return [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]


def read(text):
    return read_lines(text, headings=COLUMNS, needed=("email",))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_usual_separators_are_understood(separator):
    (line,) = read(separator.join(COLUMNS) + "\n" + separator.join(["Ann", "a@b.example", "clerk"]))
    assert line.cells == {"name": "Ann", "email": "a@b.example", "role": "clerk"}
    assert line.number == 2


def test_empty_lines_are_left_out_and_the_numbers_are_the_files():
    lines = read("\n\nEmail,Name\r\n\r\na@b.example,Ann\r\n,,\r\nc@d.example,Cy\r\n")
    assert [line.number for line in lines] == [5, 7]


def test_a_cell_with_line_breaks_is_one_row_as_in_a_spreadsheet():
    lines = read('email,name\na@b.example,"Ann\nBee"\nc@d.example,Cy\n')
    assert [line.number for line in lines] == [2, 3]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("  \n ,, \n", "empty"),
        ("Ann,a@b.example", "must name the columns: name, email, role"),
        ("name,role\nAnn,clerk", "must name the columns"),
        ("email,phone\na@b.example,1", "do not know the column “phone”"),
        ("email,email\na@b.example,1", "named twice"),
        ('email,name\na@b.example,"Ann\n', "quotation marks do not match"),
    ],
)
def test_what_is_no_table_is_refused_in_words(text, words):
    with pytest.raises(TableRefused, match=words):
        read(text)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_the_encodings_of_spreadsheets_are_understood(encoding):
    assert "Siân" in decode("Siân".encode(encoding))


@pytest.mark.parametrize(
    "data",
    [
        b"Si\x81n",  # no letter of Windows-1252
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0",
        b"\xff\xfe\x00",
        b"name\x00email",
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_other_files_are_refused_with_what_to_do(data):
    with pytest.raises(TableRefused, match="Save it as"):
        decode(data)


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=1), min_size=1))
def test_no_cell_that_goes_out_is_a_formula_and_none_is_lost(rows):
    cells = cells_of(write_table(rows))
    assert not [cell for cell in cells if cell.lstrip(" ").startswith(FORMULA_STARTS)]
    kept = [cell.removeprefix("'") for cell in cells]
    assert kept == [cell.removeprefix("'") for row in rows for cell in row]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+44 1632", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =HYPERLINK()", "\n=1", "\xa0=1"],
)
def test_an_apostrophe_stands_before_what_would_be_a_formula(text):
    assert cells_of(write_table([[1, text]])) == ["1", f"'{text}"]


def test_the_file_says_that_it_is_utf_8():
    assert "".join(write_table([["Siân"]])) == "\ufeffSiân\r\n"


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    with suppress(TableRefused):
        assert all("email" in line.cells for line in read(text))
