"""`docs/requirements.md` names tests that exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROW = re.compile(r"^\| *(?P<number>[A-Z]\d+|B\d+) *\|(?P<cells>.*)\|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def _rows() -> dict[str, str]:
    text = (ROOT / "docs" / "requirements.md").read_text()
    return {found["number"]: found["cells"] for found in ROW.finditer(text)}


@pytest.mark.parametrize("number", _rows())
def test_every_row_names_tests_that_exist(number):
    named = NAMED.findall(_rows()[number])
    assert named, f"{number} names no test"
    for path, test in named:
        file = ROOT / path
        assert file.exists(), path
        tree = ast.parse(file.read_text())
        functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert test in functions, f"{path} has no {test}"


@pytest.mark.parametrize("number", _rows())
def test_every_row_names_places_that_exist(number):
    places = re.findall(r"`((?!tests/)[\w/]+(?:\.py|/))`", _rows()[number])
    assert places, f"{number} says not where it lives"
    for place in places:
        assert (ROOT / place).exists(), place
