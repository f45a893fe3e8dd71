"""Inviting people to the team, one or many, and accepting an invitation (A1, A3)."""

from accounts.services.invitations.acceptance import (
    accept_invitation,
    account_of,
    find_invitation,
)
from accounts.services.invitations.acts import (
    approve_invitation,
    invite_person,
    resend_invitation,
    withdraw_invitation,
)
from accounts.services.invitations.many import (
    RowsRefused,
    invite_people,
    mail_invitations,
    resend_expired,
)

__all__ = [
    "RowsRefused",
    "accept_invitation",
    "account_of",
    "approve_invitation",
    "find_invitation",
    "invite_people",
    "invite_person",
    "mail_invitations",
    "resend_expired",
    "resend_invitation",
    "withdraw_invitation",
]
