"""People, what they may do, where they belong, and the ledger."""

from accounts.models.grants import RoleGrant
from accounts.models.invitations import Invitation
from accounts.models.ledger import LedgerEntry
from accounts.models.people import User
from accounts.models.places import Locality, School

__all__ = ["Invitation", "LedgerEntry", "Locality", "RoleGrant", "School", "User"]
