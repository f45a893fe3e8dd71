"""What is done to people and their roles. Every function checks its rule and writes the ledger."""

from accounts.services.acceptance import accept_invitation, account_of, find_invitation
from accounts.services.accounts import change_password, change_profile, end_sessions
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
from accounts.services.ledger import export_ledger, start_chain_check
from accounts.services.passwords import request_password_reset, reset_password
from accounts.services.places import PlaceRow, set_places
from accounts.services.roles import end_role, give_role
from accounts.services.sign_up import confirm_email, sign_up

__all__ = [
    "PlaceRow",
    "accept_invitation",
    "account_of",
    "approve_invitation",
    "change_password",
    "change_profile",
    "confirm_email",
    "end_role",
    "end_sessions",
    "export_ledger",
    "find_invitation",
    "give_role",
    "invite_first_administrator",
    "invite_first_operator",
    "invite_person",
    "make_operator",
    "request_password_reset",
    "resend_invitation",
    "reset_password",
    "set_places",
    "sign_up",
    "start_chain_check",
    "withdraw_invitation",
]
