"""What is done to people and their roles. Every function checks its rule and writes the ledger."""

from accounts.services.acceptance import accept_invitation, account_of, find_invitation
from accounts.services.accounts import change_password, change_profile, end_sessions
from accounts.services.authenticator_apps import add_app, confirm_app
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
from accounts.services.passwords import request_password_reset, reset_password
from accounts.services.places import PlaceRow, set_places
from accounts.services.recovery_codes import make_codes
from accounts.services.roles import end_role, give_role
from accounts.services.second_factor_resets import (
    agree_to_reset,
    ask_for_reset,
    reset_from_command_line,
    withdraw_reset,
)
from accounts.services.second_factors import remove_device
from accounts.services.sign_up import confirm_email, sign_up

__all__ = [
    "PlaceRow",
    "accept_invitation",
    "account_of",
    "add_app",
    "agree_to_reset",
    "approve_invitation",
    "ask_for_reset",
    "change_password",
    "change_profile",
    "confirm_app",
    "confirm_email",
    "end_role",
    "end_sessions",
    "find_invitation",
    "give_role",
    "invite_first_administrator",
    "invite_first_operator",
    "invite_person",
    "make_codes",
    "make_operator",
    "remove_device",
    "request_password_reset",
    "resend_invitation",
    "reset_from_command_line",
    "reset_password",
    "set_places",
    "sign_up",
    "withdraw_invitation",
    "withdraw_reset",
]
