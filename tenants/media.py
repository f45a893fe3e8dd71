"""Serving uploaded files: only from the folder of the portal that the host names."""

import posixpath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest

from tenants.access import declare
from tenants.rules import anyone

SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "application/pdf")
PRIVATE_FOLDERS = ("documents/", "private/")
"""Documents go out through Wagtail's own view, which checks who may read them."""


@declare(anyone)
def media(request: HttpRequest, path: str) -> FileResponse:
    """Send an uploaded image of this portal; everything that is not an image is a download."""
    if path != posixpath.normpath(path) or path.startswith(PRIVATE_FOLDERS):
        raise Http404
    try:
        file = default_storage.open(path)
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation, ValueError, OSError):
        raise Http404 from None
    response = FileResponse(file)
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if response.headers.get("Content-Type") not in SHOWN:
        response.headers["Content-Disposition"] = "attachment"
    return response
