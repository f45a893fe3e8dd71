"""Settings of the test suite: the installation's own, on a database server of its own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("CASEMENT_DEMONSTRATION", "1")
os.environ["CASEMENT_SECRET_KEY"] = "tests-only"
os.environ["PORT"] = "8000"

from config.settings import *  # noqa: F403
from config.settings import VAR
from tenants.postgres import database_settings

DATABASES = {"default": database_settings(os.environ, VAR, profile="test")}
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]  # noqa: F405
_media = tempfile.TemporaryDirectory(prefix="casement-media-")  # removed at exit
MEDIA_ROOT = Path(_media.name)
_mail = tempfile.TemporaryDirectory(prefix="casement-mail-")
EMAIL_FILE_PATH = Path(_mail.name)
PASSWORD_HASHERS = ["tests.hashers.CheapArgon2Hasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True  # each of the thousands of clients would list all static files anew
HOST_MEMORY_SECONDS = 3600.0  # counted queries must not depend on how fast the machine is today
