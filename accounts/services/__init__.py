"""What is done to people and their roles. Every function checks its rule and writes the ledger."""

from accounts.services.accounts import change_password, change_profile
from accounts.services.authenticator_apps import add_app, confirm_app
from accounts.services.email_changes import (
    ask_email_change,
    confirm_email_change,
    pending_change,
    stop_email_change,
    withdraw_email_change,
)
from accounts.services.ending import end_role, end_roles_of, leave_role
from accounts.services.founding import (
    invite_first_administrator,
    invite_first_operator,
    make_operator,
)
from accounts.services.invitations import (
    RowsRefused,
    accept_invitation,
    account_of,
    approve_invitation,
    find_invitation,
    invite_people,
    invite_person,
    mail_invitations,
    resend_expired,
    resend_invitation,
    withdraw_invitation,
)
from accounts.services.leaving import leave, roles_that_keep
from accounts.services.ledger import export_ledger, start_chain_check
from accounts.services.my_data import download_my_data, see_my_data
from accounts.services.offering import offer_role
from accounts.services.passwords import request_password_reset, reset_password
from accounts.services.places import PlaceRow, set_places
from accounts.services.recovery_codes import make_codes
from accounts.services.roles import change_role_end, give_role
from accounts.services.second_factor_resets import (
    agree_to_reset,
    ask_for_reset,
    reset_from_command_line,
    withdraw_reset,
)
from accounts.services.second_factors import remove_device
from accounts.services.sign_up import confirm_email, sign_up
from accounts.services.suspension import restore_person, suspend_person
from accounts.services.team_list import export_team
from accounts.services.visits import end_session, end_sessions, visits_of

__all__ = [
    "PlaceRow",
    "RowsRefused",
    "accept_invitation",
    "account_of",
    "add_app",
    "agree_to_reset",
    "approve_invitation",
    "ask_email_change",
    "ask_for_reset",
    "change_password",
    "change_profile",
    "change_role_end",
    "confirm_app",
    "confirm_email",
    "confirm_email_change",
    "download_my_data",
    "end_role",
    "end_roles_of",
    "end_session",
    "end_sessions",
    "export_ledger",
    "export_team",
    "find_invitation",
    "give_role",
    "invite_first_administrator",
    "invite_first_operator",
    "invite_people",
    "invite_person",
    "leave",
    "leave_role",
    "mail_invitations",
    "make_codes",
    "make_operator",
    "offer_role",
    "pending_change",
    "remove_device",
    "request_password_reset",
    "resend_expired",
    "resend_invitation",
    "reset_from_command_line",
    "reset_password",
    "restore_person",
    "roles_that_keep",
    "see_my_data",
    "set_places",
    "sign_up",
    "start_chain_check",
    "stop_email_change",
    "suspend_person",
    "visits_of",
    "withdraw_email_change",
    "withdraw_invitation",
    "withdraw_reset",
]
