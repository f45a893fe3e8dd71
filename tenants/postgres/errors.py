"""The embedded server's one error, in words that say what to do next."""

import errno
from pathlib import Path

OTHER_SERVER = "or set DATABASE_URL to use a PostgreSQL server of your own"


class PostgresUnavailable(Exception):
    """No database can be had; the message says why, and what to do about it."""


def disk_full(folder: Path) -> PostgresUnavailable:
    """The disk that holds `folder` has no room for the database."""
    return PostgresUnavailable(
        f"The disk is full: PostgreSQL has no room for its data in {folder}. "
        f"Free some space and try again, {OTHER_SERVER}."
    )


def not_writable(folder: Path, detail: str) -> PostgresUnavailable:
    """This user may not read or write the database's folder."""
    return PostgresUnavailable(
        f"This user may not read and write the database's folder {folder} ({detail}). "
        f"Run the command as the folder's owner, change the owner, {OTHER_SERVER}."
    )


def from_os_error(error: OSError, folder: Path) -> PostgresUnavailable:
    """Put a failed file operation on the database's folder into plain words."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return disk_full(folder)
    detail = f"{error.strerror}: {error.filename or folder}"
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return not_writable(folder, detail)
    return PostgresUnavailable(
        f"The database's folder {folder} cannot be used ({detail}). "
        f"Choose another folder on a local disk, {OTHER_SERVER}."
    )


def socket_taken(directory: Path, detail: str) -> PostgresUnavailable:
    """The server's Unix socket cannot be made in `directory`."""
    return PostgresUnavailable(
        f"PostgreSQL cannot make its socket in {directory} ({detail}). Make sure that the "
        f"directory belongs to this user alone and that no other server uses it, {OTHER_SERVER}."
    )


def other_version(data: Path, found: str, supplied: str) -> PostgresUnavailable:
    """The data was written by another major version than the one installed."""
    return PostgresUnavailable(
        f"The database in {data} was made by PostgreSQL {found}; this installation brings "
        f"PostgreSQL {supplied}, which cannot read it. Dump it with version {found} (pg_dumpall), "
        f"move {data} away, start again and load the dump; or set DATABASE_URL to use a "
        f"PostgreSQL {found} server."
    )


def timed_out(folder: Path, seconds: float) -> PostgresUnavailable:
    """The server did not become ready, or another process kept it locked, for too long."""
    return PostgresUnavailable(
        f"PostgreSQL in {folder} was not ready after {seconds:.0f} seconds. It may still be "
        f"recovering from a crash: look in {folder / 'server.log'} and try again."
    )


def from_output(text: str, folder: Path, socket_directory: Path) -> PostgresUnavailable:
    """Explain what initdb or the server printed before it gave up."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    last_lines = "\n".join(lines[-8:]) or "(it printed nothing)"
    if "No space left on device" in text or "Disk quota exceeded" in text:
        return disk_full(folder)
    if "Unix-domain socket" in text or "Unix address" in text or ".s.PGSQL" in text:
        return socket_taken(socket_directory, lines[-1] if len(lines) == 1 else last_lines)
    if "ermission denied" in text:
        return not_writable(folder, last_lines)
    return PostgresUnavailable(
        f"PostgreSQL failed to start in {folder}. Its last words were:\n{last_lines}\n"
        f"The whole log is in {folder / 'server.log'}."
    )
