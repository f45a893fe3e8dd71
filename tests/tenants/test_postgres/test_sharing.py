"""Several processes use one server, and the last one stops it, however it ends."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tenants.postgres import keeper, server
from tenants.postgres.layout import Layout
from tenants.postgres.locks import exclusive, open_lock, try_lock

from .conftest import Join
from .processes import (
    AS_NOBODY,
    ENVIRONMENT,
    IS_ROOT,
    JOIN,
    NOBODY,
    WAIT,
    ask,
    keeper_of,
    running,
    stopped,
    until,
)


def test_processes_share_one_server_and_the_last_stops_it(folder: Path, join: Join) -> None:
    first, second = join(folder), join(folder)
    assert first.said == second.said
    pid = running(folder).pid
    first.end()
    assert running(folder).pid == pid
    second.end()
    assert stopped(folder)


def test_the_keeper_that_lets_go_meanwhile_is_not_taken_for_a_user(
    folder: Path, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = Layout(folder)
    user = join(folder)
    until(lambda: keeper_of(folder))
    os.kill(keeper_of(folder), signal.SIGKILL)
    user.kill()
    awake = open_lock(layout.users_lock)
    assert try_lock(awake)

    def refused_once(descriptor: int, *operation: int) -> bool:
        taken = try_lock(descriptor, *operation)
        fcntl.flock(awake, fcntl.LOCK_UN)
        return taken

    monkeypatch.setattr(keeper, "try_lock", refused_once)
    with exclusive(layout.start_lock, 1):
        assert keeper.stop_if_unused(layout)
    os.close(awake)
    assert stopped(folder)


def test_processes_that_start_together_share_one_server(folder: Path) -> None:
    command = [sys.executable, "-c", JOIN + "print(found)", folder]
    starting = [
        subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE) for _ in range(3)
    ]
    answers = {process.communicate(timeout=20)[0] for process in starting}
    assert len(answers) == 1
    assert answers != {b""}


def test_the_server_stops_though_its_last_user_was_killed(folder: Path, join: Join) -> None:
    first, second = join(folder), join(folder)
    first.kill()
    assert ask(folder, "SELECT 1") == (1,)
    second.kill()
    until(lambda: stopped(folder))


def test_a_server_left_alone_is_adopted_and_stopped_by_the_next_user(
    folder: Path, join: Join
) -> None:
    first = join(folder)
    pid = running(folder).pid
    keeper = until(lambda: keeper_of(folder))
    os.kill(keeper, signal.SIGKILL)
    until(lambda: not psutil.pid_exists(keeper))
    first.kill()
    second = join(folder)
    assert running(folder).pid == pid
    assert until(lambda: keeper_of(folder)) != keeper
    second.end()
    assert stopped(folder)


def test_a_forked_child_keeps_the_server_when_its_parent_ends(folder: Path, join: Join) -> None:
    parent = join(folder, JOIN + "if os.fork(): sys.exit()\n" + WAIT)
    until(lambda: parent.process.poll() is not None)
    assert ask(folder, "SELECT 1") == (1,)
    parent.end()
    until(lambda: stopped(folder))


@pytest.mark.parametrize("preload", [["--preload"], []], ids=["preloaded", "per worker"])
def test_gunicorn_keeps_the_server_when_a_worker_is_killed(
    folder: Path, tmp_path: Path, preload: list[str]
) -> None:
    program = JOIN.replace("sys.argv[1]", repr(str(folder)))
    (tmp_path / "served.py").write_text(f"{program}\ndef app(environ, start): return []")
    master = psutil.Popen(
        [sys.executable, "-m", "gunicorn", *preload, "-w2", "-b", "127.0.0.1:0", "served:app"],
        env=ENVIRONMENT,
        cwd=tmp_path,
        stderr=subprocess.DEVNULL,
    )
    workers = until(lambda: len(children := master.children()) == 2 and children)
    pid = until(lambda: running(folder)).pid
    workers[0].kill()
    until(lambda: len(master.children()) == 2 and workers[0] not in master.children())
    assert running(folder).pid == pid
    master.terminate()
    assert master.wait(20) == 0
    until(lambda: stopped(folder))


def test_data_is_kept_between_runs(folder: Path, join: Join) -> None:
    first = join(folder)
    ask(folder, "CREATE TABLE kept AS SELECT 'Ysgol Tŵr' AS name")
    first.end()
    join(folder)
    assert ask(folder, "SELECT name FROM kept") == ("Ysgol Tŵr",)


def test_a_killed_server_recovers_with_its_data(folder: Path, join: Join) -> None:
    join(folder, JOIN.replace('"test"', '"run"') + WAIT)
    assert ask(folder, "SHOW fsync") == ("on",)
    ask(folder, "CREATE TABLE recovered AS SELECT 1 AS one")
    os.kill(running(folder).pid, signal.SIGKILL)
    until(lambda: not running(folder))
    join(folder)
    assert ask(folder, "SELECT one FROM recovered") == (1,)


def test_a_stale_pid_file_with_a_number_in_use_again_does_no_harm(folder: Path, join: Join) -> None:
    lines = [os.getpid(), folder / "data", 1, 5432, folder, "", "1 1", "ready"]
    (folder / "data" / "postmaster.pid").write_text("\n".join(map(str, lines)) + "\n")
    (folder / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    join(folder)
    assert running(folder).pid != os.getpid()


def test_a_deleted_folder_is_made_anew_though_its_server_still_runs(
    copied_folder: Path, join: Join
) -> None:
    first = join(copied_folder)
    old = running(copied_folder).pid
    until(lambda: shutil.rmtree(copied_folder, ignore_errors=True) or not copied_folder.exists())
    second = join(copied_folder)
    assert running(copied_folder).pid != old
    first.end()
    assert ask(copied_folder, "SELECT 1") == (1,)
    second.end()


def test_joining_a_running_server_starts_no_program(
    folder: Path, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = join(folder)
    until(lambda: keeper_of(folder))
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "run", None)
        assert str(server.ensure_running(folder).socket_directory) == user.said["socket"]
        assert server.ensure_running(folder) == server.ensure_running(folder)
    user.end()
    assert running(folder)
    server.release()
    assert stopped(folder)


@pytest.mark.skipif(not IS_ROOT, reason="every other test runs as a normal user already")
def test_a_normal_user_and_root_can_share_it(copied_folder: Path, join: Join) -> None:
    for directory in list(copied_folder.parents)[:-2]:
        directory.chmod(directory.stat().st_mode | 0o011)
    for path in (copied_folder, *copied_folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    user = join(copied_folder, AS_NOBODY + JOIN + WAIT)
    assert psutil.Process(running(copied_folder).pid).uids().real == NOBODY
    join(copied_folder)
    user.end()
    assert ask(copied_folder, "SELECT 1") == (1,)
