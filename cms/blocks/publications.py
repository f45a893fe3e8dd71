"""The files of a publication: one document in several formats and languages."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

FORMATS = {
    "standard": _("Standard"),
    "large_print": _("Large print"),
    "easy_read": _("Easy read"),
    "braille": _("Braille"),
    "audio": _("Words of the audio version"),
    "editable": _("To fill in or change"),
}
LANGUAGES = {
    "en": "English",
    "cy": "Cymraeg",
    "ar": "العربية",
    "bn": "বাংলা",
    "fa": "فارسی",
    "ku": "Kurdî",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "so": "Soomaali",
    "ur": "اردو",
    "zh": "中文",
}
"""Languages of files, each in its own words."""


class PublicationFileBlock(blocks.StructBlock):
    """One file: which format, which language."""

    document = DocumentChooserBlock()
    format = blocks.ChoiceBlock(choices=list(FORMATS.items()), default="standard")
    language = blocks.ChoiceBlock(choices=list(LANGUAGES.items()), default="en")

    class Meta:
        icon = "doc-full-inverse"


def rows_of(title: str, files: Any) -> list[dict[str, Any]]:
    """Return the files as rows of the theme's document list; without those that are gone."""
    return [
        {
            "title": f"{title}: {FORMATS[file['format']]}, {LANGUAGES[file['language']]}",
            "url": file["document"].url,
            "language": file["language"],
            "size": f"{file['document'].file_extension.upper()}, "
            f"{filesizeformat(file['document'].file_size)}",
        }
        for file in (child.value for child in files)
        if file["document"]
    ]
