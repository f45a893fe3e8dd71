"""A provider changes an entry; nobody sees it until an editor passes it, then everybody does."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import NARROW, WIDE
from tests.e2e.inspection import faults_of

NAME, WORDS = "Stay and play at Moorside", "A morning with toys, songs and the nurse."


def public_words(demonstration) -> str:
    """Return what everybody reads of the city's services."""
    status, text = demonstration.get("plymouth", "/open-referral/services?per_page=100")
    assert status == 200
    return text


def test_a_provider_changes_an_entry_and_an_editor_passes_it(demonstration, new_context, sign_in):
    provider = new_context(java_script_enabled=False, viewport=NARROW).new_page()
    sign_in(provider, "plymouth", "organisation_provider")
    provider.get_by_role("link", name="Your services").first.click()
    expect(provider.get_by_role("heading", name="Check these first")).to_be_visible()
    provider.get_by_role("heading", name=NAME).get_by_role("link").click()
    provider.get_by_label("What it is", exact=True).fill(WORDS)
    provider.get_by_role("button", name="Add a number").click()
    expect(provider.get_by_label("What it is", exact=True)).to_have_value(WORDS)
    provider.get_by_label("Number", exact=True).first.fill("01632 960777")
    provider.get_by_role("button", name="Send the change").click()
    expect(provider.get_by_text("Your change is with us")).to_be_visible()
    assert WORDS not in public_words(demonstration)

    editor = new_context().new_page()
    sign_in(editor, "plymouth", "editor")
    editor.goto(demonstration.url("plymouth", "/entries/moderate/"))
    assert faults_of(editor, (NARROW,)) == []
    editor.get_by_role("link", name=NAME).click()
    expect(editor.locator("ins").filter(has_text="nurse.").first).to_be_visible()
    assert faults_of(editor, (NARROW,)) == []
    editor.get_by_role("button", name="Pass it", exact=True).click()
    expect(editor.get_by_text("The change is passed.")).to_be_visible()
    assert WORDS in public_words(demonstration)

    provider.goto(demonstration.url("plymouth", "/notifications/"))
    expect(provider.get_by_role("main")).to_contain_text(re.compile(f"{NAME}.* is passed"))


def test_the_pages_of_providers_keep_the_promises(demonstration, new_context, sign_in):
    page = new_context().new_page()
    sign_in(page, "cymru", "organisation_provider")
    page.goto(demonstration.url("cymru", "/entries/"))
    faults = faults_of(page, (WIDE, NARROW))
    links = ("Cylch and cuppa", "See the change", "It has ended", "Hillside Hall")
    for name in links:
        page.goto(demonstration.url("cymru", "/entries/"))
        page.get_by_role("main").get_by_role("link", name=re.compile(name)).last.click()
        faults += [f"{name}: {fault}" for fault in faults_of(page, (NARROW,))]
    sign_in(page := new_context().new_page(), "cymru", "editor")
    page.goto(demonstration.url("cymru", "/entries/import/"))
    faults += faults_of(page, (NARROW,))
    assert not faults, "\n".join(faults)
