"""Files of a demonstration portal's publications, from the `publications.yaml` in its folder.

A list of `{page, files}`; a file has `format`, `language`, `title` and `text`, `points` for the
size of its letters. Each is made as an OpenDocument text.
"""

from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from cms.content.loader import block_list
from cms.content.odt import odt
from cms.models import PublicationPage
from tenants.content_version import public_content_changed


def load_publications(folder: Path) -> None:
    """Add the files to the publications of the portal in hand, where its folder has any."""
    path = folder / "publications.yaml"
    if not path.is_file():
        return
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        page = PublicationPage.objects.get(slug=row["page"])
        made = [_file(page, file) for file in row["files"]]
        page.files = block_list(page, "files", made)
        page.save()
    public_content_changed()


def _file(page: PublicationPage, file: dict[str, Any]) -> dict[str, Any]:
    language, kind = file["language"], file["format"]
    content = odt(file["title"], file["text"], language=language, points=file.get("points", 12))
    name = f"{page.slug}-{kind.replace('_', '-')}-{language}.odt"
    document = get_document_model().objects.create(
        title=file["title"], file=ContentFile(content, name=name), file_size=len(content)
    )
    value = {"document": document.pk, "format": kind, "language": language}
    return {"type": "file", "value": value}
