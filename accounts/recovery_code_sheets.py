"""Recovery codes as a text file: made of what the page has just shown, since nothing keeps them."""

import re
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services.recovery_codes import HOW_MANY, LENGTH, LETTERS
from tenants.current import current
from tenants.errors import ServiceError
from theme.times import day_in_words

_HALF = LENGTH // 2
_SHAPE = re.compile(rf"[0-9]{{2}}-[{LETTERS}]{{{_HALF}}}-[{LETTERS}]{{{_HALF}}}\Z")


def text_of(codes: Sequence[str]) -> str:
    """Return the file's text. Raises `ServiceError` for anything that does not look like codes.

    It names the portal and not the person: whoever finds it should not have both.
    """
    if len(codes) != HOW_MANY or not all(_SHAPE.match(code) for code in codes):
        raise ServiceError(_("These are no recovery codes. Make new ones."))
    place = current()
    words = {"portal": place.title, "day": day_in_words(timezone.now())}
    lines = [
        _("Recovery codes for %(portal)s, made on %(day)s") % words,
        place.url("/sign-in/"),
        "",
        *codes,
        "",
        _("A code is all of it, with the number in front. Each works once."),
        _("Keep this file where you keep important papers, not on the device itself."),
    ]
    return "\r\n".join(lines) + "\r\n"
