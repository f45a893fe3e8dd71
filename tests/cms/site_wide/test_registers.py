"""Registers: lists, forms, exports and bulk actions that ask our rules (C6)."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.models import LedgerEntry
from cms.models import Term
from cms.registers import EVERYTHING, MENU_HOOK, Register, RulePolicy
from cms.rules import can_edit_terms
from tests.conftest import person
from tests.factories.cms import FeedbackFactory, TermFactory

LIST = "/admin/registers/cms/term/"
WORDS = {"name": "QUORUM", "explanation": "How many must be there.", "is_linked": "on"}
BLANK = {"also": "", "name_cy": "", "also_cy": "", "explanation_cy": ""}


@pytest.fixture
def editor(portal, client_for):
    Term.objects.all().delete()
    return client_for(portal, "editor")


def bulk_delete(*terms) -> str:
    ids = "&".join(f"id={term.pk}" for term in terms)
    return reverse("wagtail_bulk_action", args=["cms", "term", "delete"]) + f"?{ids}&next={LIST}"


def test_an_editor_adds_changes_and_deletes_a_row(editor):
    editor.post(f"{LIST}add/", {**BLANK, **WORDS})
    term = Term.objects.get()
    editor.post(f"{LIST}edit/{term.pk}/", {**BLANK, **WORDS, "name": "Quorum"})
    assert Term.objects.get().name == "Quorum"

    editor.post(f"{LIST}delete/{term.pk}/")

    assert not Term.objects.exists()


def test_the_list_is_searched_and_filtered(editor):
    TermFactory(name="PRU")
    TermFactory(name="EHCP", is_linked=False)

    found = editor.get(LIST, {"q": "pru"}).content.decode()
    unlinked = editor.get(LIST, {"is_linked": "false"}).content.decode()

    assert "PRU" in found
    assert "EHCP" not in found
    assert "EHCP" in unlinked
    assert "PRU" not in unlinked


def test_what_is_listed_is_taken_away_as_a_table_without_formulas(editor, portal):
    TermFactory(name="=1+1", explanation="Words, and “marks”.")
    TermFactory(name="Left out", is_linked=False)

    answer = editor.get(LIST, {"export": "csv", "is_linked": "true"})

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Disposition"] == 'attachment; filename="jargon-buster-terms.csv"'
    assert rows[0][:3] == ["Term", "Also written", "Explanation"]
    assert [row[0] for row in rows[1:]] == ["'=1+1"]
    entry = LedgerEntry.objects.order_by("-number").first()
    assert entry.verb == "cms.register_exported"
    assert entry.detail == {"register": "cms.term", "rows": 1}
    assert entry.actor_uuid == person(portal, "editor").uuid


def test_spreadsheets_with_live_formulas_are_not_offered(editor):
    TermFactory()

    page = editor.get(LIST).content.decode()

    assert "export=csv" in page
    assert "xlsx" not in page
    assert "spreadsheetml" not in editor.get(LIST, {"export": "xlsx"})["Content-Type"]


def test_ticked_rows_are_deleted_after_a_question(editor):
    one, two, kept = TermFactory(), TermFactory(), TermFactory()

    asked = editor.get(bulk_delete(one, two)).content.decode()
    assert "Are you sure" in asked
    assert Term.objects.count() == 3
    editor.post(bulk_delete(one, two))

    assert list(Term.objects.all()) == [kept]


@pytest.mark.parametrize("role", ["author", "auditor", "moderator", "member", ""])
def test_who_the_rule_refuses_gets_nowhere(portal, client_for, role):
    term = TermFactory()
    browser = client_for(portal, role)

    for path in ("", "add/", f"edit/{term.pk}/", f"delete/{term.pk}/", "?export=csv"):
        assert browser.get(LIST + path).status_code in {302, 403}, path
    browser.post(f"{LIST}delete/{term.pk}/")
    browser.post(bulk_delete(term))

    assert Term.objects.filter(pk=term.pk).exists()


def test_the_menu_shows_registers_to_those_who_may(portal, client_for):
    assert LIST in client_for(portal, "publisher").get("/admin/").content.decode()
    assert LIST not in client_for(portal, "author").get("/admin/").content.decode()


def test_registers_offer_no_list_for_choosing(editor):
    assert editor.get("/admin/snippets/choose/cms/term/").status_code == 404


def test_an_action_that_a_register_lacks_is_nobodys(portal):
    class ReadOnly(Register):
        model = Term
        rule = can_edit_terms
        actions = ("view",)

    policy = ReadOnly().permission_policy
    publisher = person(portal, "publisher")

    assert [a for a in EVERYTHING if policy.user_has_permission(publisher, a)] == ["view"]
    assert ReadOnly().menu_hook == MENU_HOOK


def test_seeing_and_changing_can_be_two_rules(portal):
    class Answers(Register):
        model = Term
        rule = can_edit_terms
        change_rule = staticmethod(lambda user, obj: user.has_role("portal_administrator"))

    policy = Answers().permission_policy

    assert policy.user_has_permission(person(portal, "editor"), "view")
    assert not policy.user_has_permission(person(portal, "editor"), "change")
    assert policy.user_has_permission(person(portal, "portal_administrator"), "change")


def test_the_policy_names_the_people_whom_its_rule_lets(portal):
    policy = RulePolicy(Term, {"change": can_edit_terms})

    people = policy.users_with_any_permission(["change"])

    assert person(portal, "editor") in people
    assert person(portal, "author") not in people


def test_rows_of_another_portal_are_not_there(editor, other_portal, in_portal):
    with in_portal(other_portal):
        theirs = TermFactory(name="Secret of the south")

    assert "Secret of the south" not in editor.get(LIST).content.decode()
    editor.post(bulk_delete(theirs))

    with in_portal(other_portal):
        assert Term.objects.filter(pk=theirs.pk).exists()


def test_people_read_yes_and_no(editor):
    answer = FeedbackFactory(is_useful=False, comment="Where is it?")
    address = "/admin/registers/cms/feedback/"
    page = BeautifulSoup(editor.get(address).content, "html.parser")
    cells = [cell.get_text(strip=True) for cell in page.select("table.listing tbody td")]
    assert "No" in cells
    assert "False" not in cells
    whole = editor.get(f"{address}inspect/{answer.pk}/").text
    assert "False" not in whole
    rows = list(csv.reader(io.StringIO(editor.get(f"{address}?export=csv").text)))
    assert rows[1][rows[0].index("Useful")] == "No"


def test_what_is_ticked_is_called_an_item(editor):
    TermFactory()
    page = BeautifulSoup(editor.get(LIST).content, "html.parser")
    assert page.find(attrs={"data-bulk-action-footer": "ITEM"})
    assert "snippets" not in page.main.get_text()


def test_welsh_columns_are_there_where_there_is_welsh(editor, portal, bilingual):
    TermFactory(name_cy="Cworwm", explanation_cy="Faint.")
    assert "Term in welsh" in editor.get(LIST).text.replace("Welsh", "welsh")
    assert "Cworwm" in editor.get(f"{LIST}?export=csv").text


def test_they_are_not_where_there_is_none(editor):
    TermFactory(name_cy="Cworwm", explanation_cy="Faint.")
    assert "in welsh" not in editor.get(LIST).text.lower()
    assert "Cworwm" not in editor.get(f"{LIST}?export=csv").text


@pytest.mark.parametrize("offered", [True, False])
def test_a_report_of_translations_is_offered_where_there_are_languages(
    portal, client_for, offered, request
):
    if offered:
        request.getfixturevalue("bilingual")
    home = client_for(portal, "portal_administrator").get("/admin/").text
    assert ("/admin/localize/reports/translations/" in home) is offered
