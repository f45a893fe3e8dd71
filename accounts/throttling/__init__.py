"""Counting tries in the database, so that guessing is slow and nobody is shut out for ever (A7).

    with attempt("confirm", person.uuid):
        ...  # raises WrongSecret when what was typed is not the secret

or `check` before, `fail` after a wrong try and `clear` after a right one.
"""

from accounts.throttling.counting import (
    TooMany,
    WrongSecret,
    attempt,
    check,
    clear,
    fail,
    is_noted,
    may_send,
    note,
    over,
)
from accounts.throttling.limits import IN_THE_LEDGER, KNOWN_ADDRESS, LIMITS

__all__ = [
    "IN_THE_LEDGER",
    "KNOWN_ADDRESS",
    "LIMITS",
    "TooMany",
    "WrongSecret",
    "attempt",
    "check",
    "clear",
    "fail",
    "is_noted",
    "may_send",
    "note",
    "over",
]
