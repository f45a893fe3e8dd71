"""How often is too often: what is counted, and how long one then waits (A7). Pure."""

from dataclasses import dataclass
from datetime import timedelta

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How often is too often."""

    free: int
    """So many tries, and the first pause begins."""
    pauses: tuple[int, ...]
    """Minutes of the first pause, of the one after the next try …; the last again and again."""
    memory: timedelta = DAY
    """A bucket that was left alone for so long begins anew."""

    def pause(self, tries: int) -> int:
        """Return the minutes to wait after so many tries; 0 for none."""
        step = tries - self.free
        return 0 if step < 0 else self.pauses[min(step, len(self.pauses) - 1)]


GROWING = (1, 2, 4, 8, 15)
LIMITS: dict[str, Limit] = {
    # By account and address together.
    "sign_in": Limit(free=5, pauses=GROWING),
    # By account, for addresses from which it has never been opened.
    "sign_in_account": Limit(free=50, pauses=(1,), memory=HOUR),
    # By account and address together.
    "second_factor": Limit(free=10, pauses=(15,)),
    # By account, for addresses from which it has never been opened.
    "second_factor_account": Limit(free=50, pauses=(1,), memory=HOUR),
    # By account.
    "step_up": Limit(free=5, pauses=GROWING),
    "confirm": Limit(free=10, pauses=(15,)),
    "invitation": Limit(free=10, pauses=(15,)),
    # Mails, by the address that they go to.
    "password_reset": Limit(free=5, pauses=(60,), memory=HOUR),
    "sign_up": Limit(free=5, pauses=(60,), memory=HOUR),
    "list_by_mail": Limit(free=5, pauses=(60,), memory=HOUR),
    # Forms that anybody may send: by form and address, and by form alone.
    "public_form": Limit(free=10, pauses=(5, 15, 60), memory=HOUR),
    "public_form_everywhere": Limit(free=300, pauses=(5,), memory=HOUR),
}
KNOWN_ADDRESS, IN_THE_LEDGER = "known_address", "in_the_ledger"
MEMORIES: dict[str, timedelta] = {
    KNOWN_ADDRESS: timedelta(days=60),
    IN_THE_LEDGER: DAY,
    **{purpose: limit.memory for purpose, limit in LIMITS.items()},
}
"""How long a bucket of each purpose is kept after it was last used."""
