"""What the environment says: typed readers for settings, and secrets made on first run."""

import os
import secrets
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("CASEMENT_VAR") or BASE / "var").resolve()
"""Where an installation keeps what it makes: database, uploads, secrets, built files."""


class SettingError(Exception):
    """An environment variable holds something that cannot be used."""


def flag(name: str, default: bool = False) -> bool:
    """Return an on/off variable: 1, true, yes, on / 0, false, no, off.

    Raises `SettingError` for any other text.
    """
    text = os.environ.get(name, "").strip().lower()
    if not text:
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise SettingError(f"{name} is {text!r}. Use 1 or 0.")


def number(name: str, default: int, lowest: int = 0, highest: int = 2**31) -> int:
    """Return a whole-number variable between `lowest` and `highest`; raise `SettingError`."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal() or not lowest <= int(text) <= highest:
        raise SettingError(f"{name} is {text!r}. Use a whole number from {lowest} to {highest}.")
    return int(text)


def text(name: str, default: str = "") -> str:
    """Return a text variable without surrounding space."""
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """Return a comma-separated variable as a list."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def secret(name: str) -> str:
    """Return the secret `name`: from the environment, else from a private file made on first use.

    Two processes that start together agree: the file is linked into place whole; the first wins.
    """
    given = os.environ.get(name)
    if given:
        return given
    folder = VAR / "secrets"
    path = folder / name.lower()
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f".{name.lower()}-{os.getpid()}-{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
