"""What search engines are told of, fetched without a browser."""

import re

import pytest
from bs4 import BeautifulSoup

from tests.catalogue import english_in
from tests.e2e.demonstration import SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_of_the_sitemap_is_there_and_well_framed(slug, demonstration):
    status, sitemap = demonstration.get(slug, "/sitemap.xml")
    assert status == 200
    addresses = re.findall("<loc>(.+?)</loc>", sitemap)
    listed = {path for paths in demonstration.pages[slug].values() for path in paths}
    root = demonstration.url(slug, "")
    told = {address.removeprefix(root) for address in addresses}
    things = told - listed
    assert listed <= told
    assert any("/services/" in path for path in things)
    assert all(re.match(r"(/cy)?/(services|events|news)/", path) for path in things), things

    titles, faults = set(), []
    for path in sorted(listed | set(sorted(things)[::4])):
        status, text = demonstration.get(slug, path)
        html = BeautifulSoup(text, "html.parser")
        wanted = "cy" if path.startswith("/cy/") else "en"
        ids = [tag["id"] for tag in html.find_all(id=True)]
        promises = {
            "answers": status == 200,
            "one h1": len(html.find_all("h1")) == 1,
            "language": html.html["lang"] == wanted,
            "a title of its own": path in things or html.title.text.strip() not in titles | {""},
            "no id twice": len(ids) == len(set(ids)),
            "a description": bool(html.find("meta", attrs={"name": "description"})),
        }
        titles.add(html.title.text.strip())
        faults += [f"{slug}{path}: {promise}" for promise, kept in promises.items() if not kept]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("slug", SLUGS)
def test_robots_are_led_to_the_portals_own_sitemap(slug, demonstration):
    status, text = demonstration.get(slug, "/robots.txt")
    assert status == 200
    assert f"Sitemap: {demonstration.url(slug, '/sitemap.xml')}" in text


@pytest.mark.parametrize("slug", SLUGS)
def test_every_card_leads_somewhere_and_no_markdown_shows(slug, demonstration):
    faults = []
    for path in {path for paths in demonstration.pages[slug].values() for path in paths}:
        html = BeautifulSoup(demonstration.get(slug, path)[1], "html.parser")
        for title in html.select(".casement-card__title, .casement-task__title"):
            if not title.a or not title.a["href"].startswith("/"):
                faults.append(f"{path}: {title.text}")
        if "](page:" in html.text:
            faults.append(f"{path}: Markdown")
    assert not faults, "\n".join(faults)


def test_every_page_has_its_welsh_sister_without_english_of_the_interface(demonstration):
    listed = {path for paths in demonstration.pages["cymru"].values() for path in paths}
    english = {path for path in listed if not path.startswith("/cy/")}
    assert {f"/cy{path}" for path in english} == listed - english
    left = []
    for path in sorted(listed - english):
        text = demonstration.get("cymru", path)[1]
        left += [f"{path}: {words}" for words in english_in(text)]
        left += [f"{path}: not translated"] * ("casement-not-translated" in text)
    assert not left, "\n".join(left)
