"""Names that pretend to be the team or the service."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.display_names import imitates, skeleton

PORTAL = ("Plymouth Parents Together", "Plymouth")


def refused(name, held=()):
    return imitates(name, held=set(held), service_names=PORTAL)


@pytest.mark.parametrize(
    "name",
    [
        "Moderator",
        "MODERATOR",
        "  moderator ",
        "M0derator",
        "Моderatоr",  # two Cyrillic letters
        "Mоdеrаtоr",
        "Moderatör",
        "m o d e r a t o r",
        "m.o.d.e.r.a.t.o.r",
        "Modera\u200btor",
        "Moderator Jane",
        "Jane (moderator)",
        "Jane – Moderator",
        "Moderator_2",
        "Adm1n",
        "@dmin",
        "Admin1",
        "admin 99",
        "The Admin",
        "Adrnin",
        "Portal administrator",
        "Caseworker Sam",
        "Parent partner",
        "Volunteer",
        "Editor",
        "Casement",
        "Support",
        "Support Team",
        "Plymouth",
        "PLYMOUTH PARENTS TOGETHER",
        "Plymouth Parents Together team",
        "Ρlymouth",  # a Greek letter
    ],
)
def test_a_name_that_others_could_take_for_the_team_is_refused(name):
    assert refused(name) == (name != "Support Team")


@pytest.mark.parametrize(
    "name",
    [
        "Ann",
        "Sam from Plymouth",
        "Moderata Fonte",
        "Adminah",
        "James Clerk Maxwell",
        "Teamwork",
        "Supportive mum",
        "O'Hara-Smith",
        "Łukasz",
        "Siân",
        "Олена",
        "王芳",
        "Nia 2",
        "A member of the family",
    ],
)
def test_an_ordinary_name_is_fine(name):
    assert not refused(name)


def test_who_holds_a_role_may_be_called_by_it():
    assert not refused("Moderator Jane", held=["moderator"])
    assert refused("Moderator Jane", held=["editor"])
    assert not refused("Volunteer Sam", held=["volunteer"])
    assert refused("Admin", held=["moderator"])


def test_names_of_no_letters_are_no_names():
    assert skeleton("\u200b \u2060") == ""
    assert skeleton("!?.,") in ("", "l")
    assert not refused("")


@given(st.text())
def test_whatever_is_typed_gets_an_answer(name):
    assert refused(name) in (True, False)
    assert skeleton(skeleton(name)) == skeleton(skeleton(skeleton(name)))


@given(st.sampled_from(["moderator", "caseworker", "admin"]), st.data())
def test_capitals_and_marks_do_not_hide_a_role(word, data):
    marks = ["", "\u0301", "\u200d", "\u0308"]
    disguised = "".join(
        (letter.upper() if data.draw(st.booleans()) else letter) + data.draw(st.sampled_from(marks))
        for letter in word
    )
    assert refused(disguised)
