import gzip
import json
import re
from pathlib import Path

import pytest

import theme
from theme.brand import Brand, stylesheet

BUILD = Path(theme.__file__).parent / "static" / "theme" / "build"
ROOT = Path(theme.__file__).parent.parent
FIRST_VISIT = 35_000  # bytes compressed, without photographs: DESIGN.md


def weigh(content):
    return len(gzip.compress(content, 9))


@pytest.fixture
def built():
    if not (BUILD / "main.css").exists() or not (BUILD / "main.js").exists():
        pytest.skip("Assets are not built: run `npm ci && npm run build`")
    return {name: (BUILD / name).read_bytes() for name in ("main.css", "main.js")}


def test_the_style_sheet_is_light(built):
    assert weigh(built["main.css"]) <= 18_000


def test_the_script_is_light(built):
    assert weigh(built["main.js"]) <= 6_000


def test_a_first_visit_is_light(built, client):
    page = client.get("/patterns/home/").content
    brand = stylesheet(Brand()).encode()
    total = sum(map(weigh, [page, brand, *built.values()]))
    assert total <= FIRST_VISIT


def test_the_assets_fetch_nothing_and_hold_no_government_typeface_or_crown(built):
    css, script = built["main.css"].decode(), built["main.js"].decode()
    assert not re.findall(r"url\((?!data:|\"data:)", css)
    assert "@font-face" not in css
    assert "GDS Transport" not in css
    assert "crown" not in css
    assert not re.findall(r"\bfetch\(|XMLHttpRequest|\beval\(|new Function", script)


def test_every_custom_property_of_a_brand_is_used(built):
    css = built["main.css"].decode()
    for name in re.findall(r"(--[\w-]+):", stylesheet(Brand())):
        assert f"var({name}" in css, name


def test_the_style_sheets_defaults_are_those_of_the_default_brand(built):
    css = built["main.css"].decode()
    for name, value in re.findall(r"(--\S+?):(#[0-9a-f]{6})", stylesheet(Brand())):
        defaults = re.findall(rf"{name}: ?(#[0-9a-f]+)", css)
        assert value in defaults, f"{name} is {defaults[:1]} in the style sheet"


def test_the_lock_file_names_no_registry_and_exact_versions():
    lock = (ROOT / "package-lock.json").read_text()
    assert "http" not in lock
    assert "resolved" not in lock
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    assert all(re.fullmatch(r"[\d.]+", version) for version in wanted.values())
