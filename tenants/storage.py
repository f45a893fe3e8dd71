"""Uploaded files, each below the folder of its own portal."""

import shutil
from pathlib import Path

from django.conf import settings
from django_tenants.files.storage import TenantFileSystemStorage


class PortalFileSystemStorage(TenantFileSystemStorage):
    """Files under `<media>/<schema>/`; asked for each time, so nothing remembers a portal.

    The address of a file holds no schema: `tenants.media` serves it from the portal that the host
    names, so that one portal's address never opens another's file.
    """

    @property
    def base_url(self) -> str:
        """Addresses are below `/media/` of the portal's own host."""
        return "/media/"


def remove_files_of(schema: str) -> None:
    """Delete every uploaded file, and every mail kept as a file, of a portal that is gone."""
    for root in (settings.MEDIA_ROOT, settings.EMAIL_FILE_PATH):
        shutil.rmtree(Path(root) / schema, ignore_errors=True)
