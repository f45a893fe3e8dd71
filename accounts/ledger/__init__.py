"""The ledger: writing to it, reading its chain, checking it (A11, DESIGN: The ledger)."""

from accounts.ledger.checking import entries
from accounts.ledger.writing import NotInTransaction, record

__all__ = ["NotInTransaction", "entries", "record"]
