"""The picture of the README, renewed by `make e2e`."""

import os
from base64 import b64encode
from pathlib import Path

import pytest

from config.environment import BASE
from tests.e2e.demonstration import SLUGS

FOLDER = os.environ.get("CASEMENT_PICTURES", "")
LARGEST = 400_000  # bytes
SHEET = """<!doctype html><title>Portals</title><style>
  body { display: grid; grid-template-columns: repeat(6, 1fr); gap: 20px; width: 1500px;
         box-sizing: border-box; margin: 0; padding: 24px; background: #dfe3e8; }
  img { grid-column: span 2; width: 100%; border-radius: 8px; box-shadow: 0 4px 18px #0004; }
  img:nth-child(4) { grid-column: 2 / span 2; }
</style>"""


@pytest.mark.skipif(not FOLDER, reason="Pictures are made where CASEMENT_PICTURES names a folder")
def test_five_home_pages_on_one_picture(demonstration, new_context):
    page = new_context(viewport={"width": 1280, "height": 1000}).new_page()
    sheet = SHEET
    for slug in ("plymouth", *[slug for slug in SLUGS if slug != "plymouth"]):
        page.goto(demonstration.url(slug))
        picture = b64encode(page.screenshot()).decode()
        sheet += f'<img alt="" src="data:image/png;base64,{picture}">'
    canvas = new_context(viewport={"width": 1500, "height": 800}).new_page()
    canvas.set_content(sheet, wait_until="load")
    folder = BASE / Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    canvas.screenshot(path=folder / "portals.png", full_page=True)
    assert (folder / "portals.png").stat().st_size <= LARGEST
