"""Inviting many people at once, and sending again what has expired (A1).

The mails go out in the background: the invitations are written first, all or none of them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.locks import lock_roles
from accounts.models import Invitation, User
from accounts.rules import can_manage_team
from accounts.services.invitations.acts import open_checked
from accounts.services.invitations.wanted import Wanted, check_wanted
from accounts.services.invitations.writing import record_act, renew, tell_practice_managers
from accounts.verbs import Verb
from tenants.errors import ServiceError
from tenants.tasks import portal_task

Done = TypeVar("Done")
MOST = 500
"""People who can be invited at once."""


class RowsRefused(ServiceError):
    """Some rows cannot be invited; `rows` has the words for each, by its place from 0."""

    def __init__(self, rows: Mapping[int, str]) -> None:
        self.rows = dict(rows)
        super().__init__(_("Nothing was sent. Correct the lines that are named."))


def invite_people(*, actor: User, wanted: Sequence[Wanted], dry: bool = False) -> list[Invitation]:
    """Invite all of them or nobody; `dry` only finds out whether that works, and writes nothing.

    Raises `RowsRefused`, and `ServiceError` for none, too many, or who may not invite.
    """
    if not can_manage_team(actor):
        raise ServiceError(_("You cannot invite people."))
    if not 0 < len(wanted) <= MOST:
        raise ServiceError(_("Invite between 1 and %(most)s people at once.") % {"most": MOST})
    with transaction.atomic():
        if dry:
            _for_each(wanted, lambda one: check_wanted(actor, one))
            return []
        lock_roles()
        invitations = _for_each(wanted, lambda one: open_checked(actor, one))
        _send(invitations)
    return invitations


def resend_expired(*, actor: User) -> int:
    """Send all expired invitations again, with new links; return how many."""
    if not can_manage_team(actor):
        raise ServiceError(_("You cannot invite people."))
    with transaction.atomic():
        expired = list(Invitation.objects.expired().select_for_update(of=("self",)))
        for invitation in expired:
            record_act(actor, Verb.INVITATION_SENT_AGAIN, invitation)
        _send(expired)
    return len(expired)


@portal_task
def mail_invitations(*, invitations: list[int]) -> None:
    """Make the links of these invitations and mail them; those that closed meanwhile are left."""
    for pk in invitations:
        with transaction.atomic():
            found = Invitation.objects.pending().select_for_update(of=("self",)).filter(pk=pk)
            invitation = found.first()
            if invitation and not invitation.awaits_approval:
                renew(invitation)


def _for_each(wanted: Sequence[Wanted], act: Callable[[Wanted], Done]) -> list[Done]:
    """Do it for each; raise `RowsRefused` with the words for all that were refused."""
    done: list[Done] = []
    refused: dict[int, str] = {}
    for place, one in enumerate(wanted):
        try:
            with transaction.atomic():
                done.append(act(one))
        except ServiceError as error:
            refused[place] = str(error)
    if refused:
        raise RowsRefused(refused)
    return done


def _send(invitations: Sequence[Invitation]) -> None:
    waiting = [invitation for invitation in invitations if invitation.awaits_approval]
    ready = [invitation.pk for invitation in invitations if not invitation.awaits_approval]
    if waiting:
        tell_practice_managers(waiting)
    if ready:
        mail_invitations.enqueue(invitations=ready)
