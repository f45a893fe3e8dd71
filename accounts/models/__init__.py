"""People, what they may do, where they belong, what they are told, and the ledger."""

from accounts.models.grants import RoleGrant
from accounts.models.invitations import Invitation
from accounts.models.ledger import LedgerEntry
from accounts.models.notifications import (
    Delivery,
    Notification,
    NotificationChoice,
    PausedAddress,
    SentMail,
)
from accounts.models.people import User
from accounts.models.places import Locality, School
from accounts.models.requests import ChainCheck, EmailChange
from accounts.models.second_factors import RecoveryCode, SecondFactorReset
from accounts.models.visits import Throttle, Visit

__all__ = [
    "ChainCheck",
    "Delivery",
    "EmailChange",
    "Invitation",
    "LedgerEntry",
    "Locality",
    "Notification",
    "NotificationChoice",
    "PausedAddress",
    "RecoveryCode",
    "RoleGrant",
    "School",
    "SecondFactorReset",
    "SentMail",
    "Throttle",
    "User",
    "Visit",
]
