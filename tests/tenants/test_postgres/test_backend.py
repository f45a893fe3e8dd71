"""Django's side: lazy, patient, and strict about the server's version."""

import json
from pathlib import Path
from typing import Any

import pytest

from tenants.postgres import database_settings

from .processes import run_python

DJANGO = """
import json, os, signal, sys
from pathlib import Path
import django
from django.conf import settings
from tenants.postgres import database_settings
from tenants.postgres.layout import Layout
from tenants.postgres.postmaster import read_postmaster

folder = Path(sys.argv[1])
default = database_settings({}, folder.parent, "test")
default["EMBEDDED"]["folder"] = str(folder)
apps = ["django.contrib.contenttypes"]
settings.configure(DATABASES={"default": default}, INSTALLED_APPS=apps, USE_TZ=True)
django.setup()
connection = django.db.connections["default"]
said = {"started_by_settings": (folder / "data" / "postmaster.pid").exists()}

type(connection).pg_version = 140011
try:
    connection.ensure_connection()
except django.db.utils.NotSupportedError as error:
    said["version_14"] = str(error)
connection.close()
del type(connection).pg_version

name = connection.creation.create_test_db(verbosity=0)
connection.close()
params = connection.get_connection_params()
os.kill(read_postmaster(Layout(folder)).pid, signal.SIGKILL)
connection.connection = connection.get_new_connection(params)
with connection.cursor() as cursor:
    cursor.execute("SELECT current_database(), current_schema()")
    said["after_the_server_was_killed"] = cursor.fetchone()
connection.creation.destroy_test_db("casement", verbosity=0)
connection.close()

connection.settings_dict["EMBEDDED"]["folder"] = "/dev/null/postgres"
try:
    connection.ensure_connection()
except django.db.utils.OperationalError as error:
    said["unavailable"] = str(error)
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def said(shared_folder: Path) -> Any:
    """What one Django process experienced."""
    return json.loads(run_python(DJANGO, shared_folder))


def test_the_server_starts_with_the_first_connection_only(said: dict[str, Any]) -> None:
    assert said["started_by_settings"] is False


def test_a_server_older_than_15_is_refused(said: dict[str, Any]) -> None:
    assert said["version_14"] == "PostgreSQL 15 or later is required (found 14.11)."


def test_a_test_database_is_made_and_reached_after_the_server_was_lost(
    said: dict[str, Any],
) -> None:
    assert said["after_the_server_was_killed"] == ["test_casement", "public"]


def test_trouble_with_the_server_is_an_operational_error_to_django(said: dict[str, Any]) -> None:
    assert "/dev/null/postgres cannot be used" in said["unavailable"]


def test_settings_choose_between_the_address_and_the_embedded_server(tmp_path: Path) -> None:
    embedded = database_settings({"DATABASE_URL": " "}, tmp_path, "test")
    assert embedded["EMBEDDED"] == {"folder": str(tmp_path / "postgres-test"), "profile": "test"}
    elsewhere = database_settings({"DATABASE_URL": "postgres://u@h/n"}, tmp_path)
    assert "EMBEDDED" not in elsewhere
    assert embedded["ENGINE"] == elsewhere["ENGINE"] == "tenants.postgres.backend"
