"""Uploaded documents: what a file is, told from its content and not from its name (O6)."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

LARGEST = 20 * 1024 * 1024
"""Bytes a document may have."""
OFFICE = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "odt": "content.xml",
    "ods": "content.xml",
}
"""Extension → the part without which the archive is no such document."""
EXPANSION = 200
"""Times its packed size that an office document may unpack to; more is a bomb."""


def is_pdf(file: BinaryIO) -> bool:
    """Whether the content starts as a PDF does."""
    return file.read(5) == b"%PDF-"


def is_text(file: BinaryIO) -> bool:
    """Whether the content is text: UTF-8, or Windows' Western European, without control codes."""
    content = file.read(LARGEST)
    if b"\0" in content or content[:4] in (b"\x7fELF", b"PK\x03\x04") or content[:2] == b"MZ":
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return not any(byte < 9 or 14 <= byte < 32 for byte in content)
    return True


def is_office(part: str) -> Callable[[BinaryIO], bool]:
    """Return a check for an office document that holds `part` and does not explode."""

    def check(file: BinaryIO) -> bool:
        try:
            with zipfile.ZipFile(file) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError):
            return False
        packed = sum(entry.compress_size for entry in entries) or 1
        unpacked = sum(entry.file_size for entry in entries)
        return part in {entry.filename for entry in entries} and unpacked <= EXPANSION * packed

    return check


CHECKS: Mapping[str, Callable[[BinaryIO], bool]] = {
    "pdf": is_pdf,
    "csv": is_text,
    "txt": is_text,
    **{extension: is_office(part) for extension, part in OFFICE.items()},
}


def check_document(upload: UploadedFile) -> None:
    """Raise `ValidationError` when a file is too large or is not what its name says."""
    if (upload.size or 0) > LARGEST:
        most = {"size": filesizeformat(LARGEST)}
        raise ValidationError(_("The file must be %(size)s or smaller.") % most)
    extension = PurePath(upload.name or "").suffix.lower().removeprefix(".")
    check = CHECKS.get(extension)
    if check is None:
        kinds = {"kinds": ", ".join(CHECKS)}
        raise ValidationError(_("Choose a file of one of these kinds: %(kinds)s.") % kinds)
    upload.seek(0)
    genuine = check(upload)  # type: ignore[arg-type]
    upload.seek(0)
    if not genuine:
        words = _("This is not a %(kind)s document, whatever its name.")
        raise ValidationError(words % {"kind": extension.upper()})


class DocumentForm(BaseDocumentForm):
    """Wagtail's form for documents, with the check of the content."""

    def clean_file(self) -> Any:
        """Refuse what is not what it says; a document whose file does not change is not read."""
        upload = self.cleaned_data["file"]
        if isinstance(upload, UploadedFile):
            check_document(upload)
        return upload
