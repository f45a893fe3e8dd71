"""Settings of the served demonstration: the suite's, with port, mailbox and files of its own."""

import os
from pathlib import Path

from tests.settings import *  # noqa: F403

PUBLIC_PORT = int(os.environ["E2E_PORT"])
FOLDER = Path(os.environ["E2E_FOLDER"])
MEDIA_ROOT = FOLDER / "media"
EMAIL_BACKEND = "tenants.mail.PortalBackend"
EMAIL_FILE_PATH = FOLDER / "mail"
WHITENOISE_AUTOREFRESH = False
