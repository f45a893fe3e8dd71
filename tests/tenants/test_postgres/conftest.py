"""Servers' folders, and processes that use them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .processes import JOIN, WAIT, User, run_python, stopped, until

Join = Callable[..., User]


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's folder, made although an earlier attempt was cut short."""
    folder = tmp_path_factory.mktemp("made") / "postgres"
    (folder / "data.unfinished").mkdir(parents=True)
    (folder / "data.unfinished" / "rubbish").touch()
    run_python(JOIN, folder)
    return folder


@pytest.fixture
def folder(shared_folder: Path) -> Iterator[Path]:
    """That folder, whose server must have stopped when the test ends."""
    yield shared_folder
    until(lambda: stopped(shared_folder))


@pytest.fixture
def copied_folder(folder: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy for a test that spoils it."""
    copy = tmp_path / "postgres"
    shutil.copytree(folder / "data", copy / "data")
    yield copy
    until(lambda: stopped(copy))


@pytest.fixture
def join() -> Iterator[Join]:
    """Start a process that uses the server of a folder; killed after the test at the latest."""
    users = []

    def start(folder: Path, script: str = JOIN + WAIT) -> User:
        users.append(User(folder, script))
        assert users[-1].said, users[-1].process.stderr.read().decode()
        return users[-1]

    yield start
    for user in users:
        user.kill()
