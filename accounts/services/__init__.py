"""What is done to people and their roles. Every function checks its rule and writes the ledger."""

from accounts.services.acceptance import accept_invitation, account_of, find_invitation
from accounts.services.accounts import change_password, change_profile, end_sessions
from accounts.services.ending import end_role, end_roles_of, leave_role
from accounts.services.founding import (
    invite_first_administrator,
    invite_first_operator,
    make_operator,
)
from accounts.services.invitations import (
    approve_invitation,
    invite_person,
    resend_invitation,
    withdraw_invitation,
)
from accounts.services.inviting_many import (
    RowsRefused,
    invite_people,
    mail_invitations,
    resend_expired,
)
from accounts.services.offering import offer_role
from accounts.services.passwords import request_password_reset, reset_password
from accounts.services.places import PlaceRow, set_places
from accounts.services.roles import change_role_end, give_role
from accounts.services.sign_up import confirm_email, sign_up
from accounts.services.suspension import restore_person, suspend_person
from accounts.services.team_list import export_team

__all__ = [
    "PlaceRow",
    "RowsRefused",
    "accept_invitation",
    "account_of",
    "approve_invitation",
    "change_password",
    "change_profile",
    "change_role_end",
    "confirm_email",
    "end_role",
    "end_roles_of",
    "end_sessions",
    "export_team",
    "find_invitation",
    "give_role",
    "invite_first_administrator",
    "invite_first_operator",
    "invite_people",
    "invite_person",
    "leave_role",
    "mail_invitations",
    "make_operator",
    "offer_role",
    "request_password_reset",
    "resend_expired",
    "resend_invitation",
    "reset_password",
    "restore_person",
    "set_places",
    "sign_up",
    "suspend_person",
    "withdraw_invitation",
]
