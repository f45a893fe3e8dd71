"""What a visitor's browser sends with a public form."""

from datetime import datetime, timedelta

import time_machine
from django.utils import timezone

from cms.public_forms import OPENED, TRAP, PublicForm


def opened(form: type[PublicForm], ago: timedelta = timedelta(minutes=1)) -> dict[str, str]:
    """Return the traps of a form that was opened a while ago in the portal in hand."""
    now: datetime = timezone.now()
    with time_machine.travel(now - ago, tick=False):
        return {OPENED: form().new_mark(), TRAP: ""}
