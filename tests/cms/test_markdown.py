"""Markdown of content files becomes blocks."""

import pytest

from cms.content.files import ContentError, merged, read_folder
from cms.content.markdown import blocks, html, parts

PAGES = {"contact": 7, "about": 8}


def find(slug):
    if slug not in PAGES:
        raise ContentError(f"no {slug}")
    return PAGES[slug]


def test_running_text_becomes_one_text_block_with_wagtails_own_links():
    (block,) = blocks("## Hello\n\nWords with [a link](page:contact).", find)
    assert block["type"] == "text"
    assert '<a linktype="page" id="7">a link</a>' in block["value"]
    assert "<h2>Hello</h2>" in block["value"]


def test_containers_become_blocks_between_the_text():
    made = blocks("Before\n\n::: inset\nMind this.\n:::\n\nAfter", find)
    assert [block["type"] for block in made] == ["text", "inset", "text"]
    assert made[1]["value"] == "<p>Mind this.</p>"


def test_steps_have_a_title_and_a_text():
    (block,) = blocks("::: steps\n1. **Call us.** We listen.\n2. **Wait.**\n:::", find)
    first, second = (item["value"] for item in block["value"])
    assert first == {"title": "Call us", "text": "<p>We listen.</p>"}
    assert second == {"title": "Wait", "text": ""}


def test_cards_lead_to_pages_modules_and_addresses():
    source = "::: cards\n- [One](page:about): First\n- [Two](module:forum): Second\n:::"
    (block,) = blocks(source, find)
    one, two = (item["value"] for item in block["value"])
    assert (one["page"], one["text"]) == (8, "First")
    assert (two["page"], two["address"]) == (None, "/forum/")


def test_tables_keep_their_heading_and_caption():
    (block,) = blocks("::: table Seats\n| Seat | Votes |\n|---|---|\n| Parent | 2 |\n:::", find)
    assert block["value"]["caption"] == "Seats"
    assert block["value"]["table"]["data"] == [["Seat", "Votes"], ["Parent", "2"]]


def test_markup_in_content_is_shown_and_not_obeyed():
    assert "<script>" not in html("<script>alert(1)</script>", find)


def test_a_link_to_a_page_that_is_not_there_is_an_error():
    with pytest.raises(ContentError, match="nowhere"):
        html("[x](page:nowhere)", find)


def test_parts_split_at_headings():
    assert parts("## One\na\n\n## Two\nb") == [("One", "a"), ("Two", "b")]
    with pytest.raises(ContentError):
        parts("no headings")


def _write(folder, name, matter, body="Text"):
    (folder / f"{name}.md").write_text(f"---\n{matter}\n---\n{body}\n")


def test_a_later_layer_replaces_a_page_and_keeps_its_module(tmp_path):
    for layer in ("one", "two"):
        (tmp_path / layer).mkdir()
        _write(tmp_path / layer, "home", "type: home\ntitle: Home\nsummary: S")
        _write(tmp_path / layer, "x", f"type: section\ntitle: {layer}\nsummary: S")
    first = read_folder(tmp_path / "one", kind="pru", module="forum")
    pages = {page.slug: page for page in merged([first, read_folder(tmp_path / "two", kind="pru")])}
    assert pages["x"].title == "two"
    assert pages["x"].module == "forum"


@pytest.mark.parametrize(
    ("matter", "fault"),
    [
        ("type: castle\ntitle: X\nsummary: S", "unknown type"),
        ("type: section\ntitle: X\nsummary: S\ncolour: red", "unknown keys"),
        ("type: section\nsummary: S", "title"),
        ("- a list", "not a list"),
    ],
)
def test_a_faulty_file_is_named_with_its_fault(tmp_path, matter, fault):
    _write(tmp_path, "page", matter)
    with pytest.raises(ContentError, match=fault) as error:
        list(read_folder(tmp_path, kind="pru"))
    assert "page.md" in str(error.value)


def test_parents_in_a_circle_and_missing_parents_are_errors(tmp_path):
    _write(tmp_path, "a", "type: section\ntitle: A\nsummary: S\nparent: b")
    _write(tmp_path, "b", "type: section\ntitle: B\nsummary: S\nparent: a")
    with pytest.raises(ContentError, match="circle"):
        merged([read_folder(tmp_path, kind="pru")])
    (tmp_path / "b.md").unlink()
    with pytest.raises(ContentError, match="no page"):
        merged([read_folder(tmp_path, kind="pru")])


def test_a_warning_may_hold_links():
    (block,) = blocks("::: warning\nCall 999. [Ask us](page:contact).\n:::", find)
    assert block["value"] == '<p>Call 999. <a linktype="page" id="7">Ask us</a>.</p>'
