"""How the server runs, and what it says when it cannot."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tenants.postgres import cluster, locks, server
from tenants.postgres.binaries import server_version, tools, wheel_directory
from tenants.postgres.errors import PostgresUnavailable
from tenants.postgres.layout import Layout, socket_directory

from .conftest import Join
from .processes import AS_NOBODY, IS_ROOT, JOIN, ask, run_python


def test_the_server_is_private_and_suits_many_schemas(folder: Path, join: Join) -> None:
    join(folder)
    names = ("listen_addresses", "max_connections", "jit", "fsync", "server_encoding")
    assert [ask(folder, f"SHOW {name}")[0] for name in names] == ["", "100", "off", "off", "UTF8"]
    assert int(ask(folder, "SHOW max_locks_per_transaction")[0]) >= 256
    assert folder.stat().st_mode & 0o777 == 0o700


def test_welsh_letters_are_letters(folder: Path, join: Join) -> None:
    join(folder)
    ask(folder, "CREATE EXTENSION pg_trgm")
    assert ask(folder, "SELECT lower('ŴŶ'), similarity('TŴR', 'tŵr')") == ("ŵŷ", 1.0)


def test_a_large_log_is_cut_at_the_start(folder: Path, join: Join) -> None:
    log = folder / "server.log"
    log.write_bytes(b"x" * (cluster.LARGEST_LOG + 1))
    log.chmod(0o666)
    join(folder)
    assert 0 < log.stat().st_size < 10_000


def test_a_folder_too_deep_for_a_socket_gets_a_short_private_directory(
    folder: Path, join: Join
) -> None:
    deep = folder.parent / ("d" * 90)
    folder.rename(deep)
    user = join(deep)
    short = Path(user.said["socket"])
    assert short == socket_directory(Layout(deep)) != deep
    assert short.stat().st_mode & 0o777 == 0o700
    assert ask(deep, "SELECT 1") == (1,)
    user.end()
    assert not short.exists()
    short.mkdir()
    short.chmod(0o777)
    with pytest.raises(PostgresUnavailable, match=r"cannot make its socket .* taken"):
        server.ensure_running(deep, "test")
    short.rmdir()
    deep.rename(folder)


def test_a_socket_path_that_is_taken_is_named(folder: Path) -> None:
    (folder / ".s.PGSQL.5432").mkdir()
    with pytest.raises(PostgresUnavailable, match="cannot make its socket"):
        server.ensure_running(folder, "test")
    (folder / ".s.PGSQL.5432").rmdir()


def test_data_of_another_version_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "PG_VERSION").write_text("14\n")
    with pytest.raises(PostgresUnavailable) as raised:
        server.ensure_running(folder, "test")
    assert "made by PostgreSQL 14" in str(raised.value)
    assert f"brings PostgreSQL {server_version()}" in str(raised.value)


def test_a_broken_server_shows_its_last_words(folder: Path) -> None:
    configuration = folder / "data" / "postgresql.auto.conf"
    configuration.write_text("no_such_setting = 1\n")
    with pytest.raises(PostgresUnavailable, match='parameter "no_such_setting"'):
        server.ensure_running(folder, "test")
    configuration.write_text("")


def test_a_start_that_another_process_never_finishes_times_out(folder: Path) -> None:
    with (
        locks.exclusive(Layout(folder).start_lock, 1),
        pytest.raises(PostgresUnavailable, match="not ready after"),
    ):
        server.ensure_running(folder, "test", seconds=0.05)


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    script = JOIN.replace("found = ", "from tenants.postgres import PostgresUnavailable\ntry: ")
    script += "except PostgresUnavailable as error: print(error)"
    tmp_path.chmod(0o555)
    message = run_python((AS_NOBODY if IS_ROOT else "") + script, tmp_path / "postgres")
    assert "may not read and write" in message
    assert str(tmp_path) in message
    assert "DATABASE_URL" in message


def test_little_free_space_is_reported_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "ROOM_FOR_NEW_DATA", 2**60)
    with pytest.raises(PostgresUnavailable, match="disk is full"):
        server.ensure_running(tmp_path / "postgres", "test")
    assert not (tmp_path / "postgres" / "data").exists()


def test_a_disk_that_fills_up_meanwhile_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(tmp_path)]
    if not IS_ROOT or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this user may not mount a small disk")
    monkeypatch.setattr(cluster, "ROOM_FOR_NEW_DATA", 0)
    try:
        with pytest.raises(PostgresUnavailable, match="disk is full"):
            server.ensure_running(tmp_path / "postgres", "test")
        assert not (tmp_path / "postgres" / "data.unfinished").exists()
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_disk_too_full_to_start_on_is_reported(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(folder)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(PostgresUnavailable, match="disk is full"):
        server.ensure_running(folder, "test")


def test_the_client_programs_come_with_the_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    dump = tools().pg_dump
    assert subprocess.check_output([dump, "--version"], text=True).startswith("pg_dump (Postgre")
    monkeypatch.setenv("PATH", "")
    assert tools(tls=True).psql == wheel_directory() / "psql"


def test_missing_programs_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("tenants.postgres.binaries.wheel_directory", lambda: None)
    with pytest.raises(PostgresUnavailable, match="pg_dump is missing"):
        tools()
    with pytest.raises(PostgresUnavailable, match="set DATABASE_URL"):
        cluster.server_directory()
