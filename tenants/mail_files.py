"""Mail kept as files, for development and demonstrations: a folder for each portal.

One file a mail, `<EMAIL_FILE_PATH>/<schema>/<moment>-<number>.eml`, so that names sort by time.
The files hold links with tokens: nobody but the installation's own user may read them.
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMessage
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from tenants.connection import connection

ENDING = ".eml"


class PortalFileBackend(BaseEmailBackend):
    """Delivers into the folder of the portal in hand."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each message; return how many."""
        folder = folder_in_hand()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            path = folder / f"{_new_name()}{ENDING}"
            path.touch(mode=0o600)
            path.write_bytes(message.message().as_bytes())
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail in a file."""

    name: str
    """Its file's name without the ending."""
    message: ParsedMessage

    @property
    def sent_at(self) -> datetime | None:
        """When it was sent, as it says itself."""
        sent: datetime | None = getattr(self.message["Date"], "datetime", None)
        return sent

    def part(self, kind: str) -> str:
        """Return the text of the part of a kind, `plain` or `html`; empty without one."""
        body = self.message.get_body((kind,))
        return str(body.get_content()) if body else ""


def folder_in_hand() -> Path:
    """Return where the mails of the portal in hand are."""
    return Path(settings.EMAIL_FILE_PATH) / connection.schema_name


def newest_mails(most: int) -> Iterator[KeptMail]:
    """Yield the newest mails of the portal in hand, newest first."""
    for path in sorted(folder_in_hand().glob(f"*{ENDING}"), reverse=True)[:most]:
        yield _read(path)


def mail_named(name: str) -> KeptMail | None:
    """Return a mail of the portal in hand by its file's name; None when it is not here."""
    path = folder_in_hand() / f"{name}{ENDING}"
    if path.parent != folder_in_hand() or not path.is_file():
        return None
    return _read(path)


def _read(path: Path) -> KeptMail:
    return KeptMail(path.stem, message_from_bytes(path.read_bytes(), policy=policy.default))


def _new_name() -> str:
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{secrets.token_hex(3)}"
