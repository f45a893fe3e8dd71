"""Commands while there is no database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.usefixtures("_public")


def typed_with(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Type `manage.py list_portals` in an environment of its own."""
    own = {"CASEMENT_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.run(
        [sys.executable, "manage.py", "list_portals"],
        cwd=settings.BASE_DIR,
        env=os.environ | own | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_database_that_does_not_answer_is_said_in_plain_words(tmp_path):
    finished = typed_with(tmp_path, DATABASE_URL="postgres://casement@127.0.0.1:9/casement")

    assert finished.returncode == 1
    assert "The database cannot be used" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_an_embedded_database_that_cannot_start_is_said_in_plain_words(tmp_path):
    (tmp_path / "postgres").write_text("not a folder")

    finished = typed_with(tmp_path, DATABASE_URL="")

    assert finished.returncode == 1
    assert "DATABASE_URL" in finished.stderr
    assert "Traceback" not in finished.stderr
