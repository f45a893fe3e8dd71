"""Inviting many at once."""

import pytest
import time_machine
from django.utils import timezone

from accounts import services
from accounts.models import Invitation
from accounts.services.invitations.many import MOST
from accounts.services.invitations.wanted import Wanted
from tenants.errors import ServiceError
from tests.conftest import person
from tests.factories.accounts import InvitationFactory, UserFactory

pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def queue(monkeypatch):
    """What was put into the queue."""
    asked = []
    monkeypatch.setattr(
        services.mail_invitations, "enqueue", lambda **arguments: asked.append(arguments)
    )
    return asked


def wishes(number, role="editor"):
    return [Wanted(f"p{n}@example.org", role) for n in range(number)]


def test_all_are_written_at_once_and_mailed_from_the_queue(
    admin, queue, commits, outbox, ledger_since
):
    services.invite_people(actor=admin, wanted=wishes(3))
    assert outbox == []
    assert ledger_since() == ["accounts.person_invited"] * 3
    with commits():
        services.mail_invitations(**queue[0])
    assert sorted(message.to[0] for message in outbox) == [f"p{n}@example.org" for n in range(3)]


def test_a_try_writes_and_sends_nothing(admin, queue, outbox, commits, ledger_since):
    with commits():
        services.invite_people(actor=admin, wanted=wishes(3), dry=True)
    assert (Invitation.objects.count(), queue, outbox, ledger_since()) == (0, [], [], [])


@pytest.mark.parametrize("dry", [True, False])
def test_one_bad_row_stops_all_and_is_named(admin, queue, dry):
    UserFactory(email="p1@example.org", roles=["editor"])
    with pytest.raises(services.RowsRefused) as refused:
        services.invite_people(actor=admin, wanted=wishes(3), dry=dry)
    assert list(refused.value.rows) == [1]
    assert "has this role already" in refused.value.rows[1]
    assert not Invitation.objects.exists()
    assert queue == []


def test_casework_roles_wait_and_a_practice_manager_gets_one_mail(
    admin, manager, queue, commits, outbox
):
    with commits():
        services.invite_people(actor=admin, wanted=[*wishes(4, "caseworker"), *wishes(1)])
    assert [message.to for message in outbox] == [[manager.email]]
    assert "4 people are to be invited" in outbox[0].body
    assert len(queue[0]["invitations"]) == 1


def test_the_queue_mails_nobody_whose_invitation_was_closed_or_still_waits(admin, commits, outbox):
    gone = InvitationFactory(withdrawn_at=timezone.now())
    waits = InvitationFactory(role="caseworker", needs_approval=True)
    with commits():
        services.mail_invitations(invitations=[gone.pk, waits.pk, 999_999])
    assert outbox == []


@pytest.mark.parametrize("number", [0, MOST + 1])
def test_none_and_too_many_are_refused(admin, number):
    with pytest.raises(ServiceError, match="between 1 and 500"):
        services.invite_people(actor=admin, wanted=wishes(number))


def test_expired_ones_get_a_new_link_all_together(admin, queue, commits, outbox):
    old = InvitationFactory(token="old-token", email="old@example.org")
    with time_machine.travel(old.expires_at):
        fresh = InvitationFactory(email="fresh@example.org")
        InvitationFactory(role="caseworker", needs_approval=True, expires_at=fresh.expires_at)
        assert services.resend_expired(actor=admin) == 1
        with commits():
            services.mail_invitations(**queue[0])
        assert [message.to for message in outbox] == [["old@example.org"]]
        assert not Invitation.objects.get(pk=old.pk).has_expired


def test_it_is_for_those_who_manage_the_team(portal):
    for act in (
        lambda who: services.invite_people(actor=who, wanted=wishes(1)),
        lambda who: services.resend_expired(actor=who),
        lambda who: services.export_team(actor=who),
    ):
        with pytest.raises(ServiceError):
            act(person(portal, "practice_manager"))


def test_the_export_says_who_has_what_and_is_recorded(admin, ledger_since):
    UserFactory(display_name="=cmd", roles=["clerk"])
    headings, *rows = services.export_team(actor=admin)
    assert headings[:3] == ["Name", "E-mail", "Role"]
    assert ["=cmd", "Clerk"] in [[row[0], row[2]] for row in rows]
    assert "Member" not in {row[2] for row in rows}
    assert ledger_since() == ["accounts.team_exported"]
