"""Texts as OpenDocument files: headings, paragraphs and lists that screen readers understand.

OpenDocument Format 1.2: a ZIP archive whose first entry, `mimetype`, is stored as it is.
"""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

KIND = "application/vnd.oasis.opendocument.text"
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"'
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
MADE = (2000, 1, 1, 0, 0, 0)
"""The time of every entry, so that the same text gives the same file."""


def odt(title: str, text: str, *, language: str, points: int = 12) -> bytes:
    """Return a text as a file: `# ` begins a heading, `- ` an item; an empty line ends a paragraph.

    `points` is the size of its letters.
    """
    parts = {
        "mimetype": KIND,
        "META-INF/manifest.xml": MANIFEST,
        "meta.xml": _meta(title, language),
        "styles.xml": _styles(language, points),
        "content.xml": _content(title, text),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, MADE)
            packed = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, packed)
    return made.getvalue()


def _meta(title: str, language: str) -> str:
    about = f"<dc:title>{escape(title)}</dc:title><dc:language>{escape(language)}</dc:language>"
    meta = f"<office:meta>{about}</office:meta>"
    return f"<office:document-meta {NAMES}>{meta}</office:document-meta>"


def _styles(language: str, points: int) -> str:
    letters = f'fo:font-size="{points}pt" fo:font-family="Arial" fo:language={quoteattr(language)}'
    body = (
        '<style:default-style style:family="paragraph">'
        f'<style:paragraph-properties fo:margin-bottom="{points}pt" fo:line-height="140%"/>'
        f"<style:text-properties {letters}/></style:default-style>"
    )
    heads = "".join(
        f'<style:style style:name="Heading_20_{level}" style:family="paragraph">'
        f'<style:text-properties fo:font-weight="bold" fo:font-size="{size}pt"/></style:style>'
        for level, size in ((1, points * 2), (2, points * 3 // 2))
    )
    return (
        f"<office:document-styles {NAMES}><office:styles>{body}{heads}</office:styles>"
        "</office:document-styles>"
    )


def _content(title: str, text: str) -> str:
    body = _heading(title, 1) + "".join(_block(each) for each in text.strip().split("\n\n"))
    return (
        f"<office:document-content {NAMES}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )


def _block(block: str) -> str:
    lines = block.strip().splitlines()
    if all(line.startswith("- ") for line in lines):
        items = (f"<text:list-item>{_paragraph(line[2:])}</text:list-item>" for line in lines)
        return f"<text:list>{''.join(items)}</text:list>"
    if block.startswith("# "):
        return _heading(block[2:], 2)
    return _paragraph(" ".join(lines))


def _heading(text: str, level: int) -> str:
    style = f'text:style-name="Heading_20_{level}" text:outline-level="{level}"'
    return f"<text:h {style}>{escape(text.strip())}</text:h>"


def _paragraph(text: str) -> str:
    return f"<text:p>{escape(text.strip())}</text:p>"
