"""Mails that ask for agreement are told apart by their subjects, which stay on one line."""

import pytest

from accounts.services import invite_people, invite_person, offer_role
from accounts.services.invitations.wanted import Wanted
from tests.factories.accounts import UserFactory


def subjects(outbox, manager):
    return [message.subject for message in outbox if message.to == [manager.email]]


def test_the_subject_names_person_and_role(portal, admin, manager, outbox, commits):
    with commits():
        invite_person(actor=admin, email="a@example.org", display_name="Ann", role="caseworker")
        invite_person(actor=admin, email="b@example.org", role="volunteer")
    assert subjects(outbox, manager) == [
        "North Parents: do you agree to Ann as Caseworker?",
        "North Parents: do you agree to b@example.org as Parent partner (volunteer)?",
    ]
    assert "invite Ann for the role “Caseworker”" in outbox[0].body
    assert "invite Ann for the role “Caseworker”" in outbox[0].alternatives[0].content


def test_several_are_counted_and_the_first_is_named(portal, admin, manager, outbox, commits):
    wanted = [Wanted(f"{name}@example.org", "caseworker", name) for name in ("Ann", "Ben")]
    with commits():
        invite_people(actor=admin, wanted=wanted)
    assert subjects(outbox, manager) == [
        "North Parents: 2 people need your agreement, first Ann (Caseworker)"
    ]


@pytest.mark.parametrize("name", ["Ann\nBcc: x@example.org", "Ann\r\nOther"])
def test_a_name_of_several_lines_makes_no_header(portal, admin, manager, outbox, commits, name):
    ann = UserFactory(display_name=name)
    with commits():
        offer_role(actor=admin, person=ann, role="caseworker")
    (subject,) = subjects(outbox, manager)
    assert subject == f"North Parents: do you agree to {' '.join(name.split())} as Caseworker?"
