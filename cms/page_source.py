"""Pages as a source of the public search."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from cms.models import GuidePage, PolicyPage, PublicationPage, SitePage, StepByStepPage
from cms.page_map import HOME_DEPTH, STEP
from cms.search_index import Document, Source

PAGES = "pages"
KINDS: dict[type[SitePage], str] = {
    GuidePage: "guide",
    StepByStepPage: "guide",
    PolicyPage: "policy",
    PublicationPage: "publication",
}
OF_THE_FRAME = ("title", "search_description")
"""Fields that are no part of a page's own texts."""
SECTION_END = (HOME_DEPTH + 1) * STEP
"""Where the path of a page's section ends."""


def documents(keys: Collection[str] | None) -> Iterator[Document]:
    """Yield the published pages that are open to everybody."""
    pages = SitePage.objects.live().public().in_own_words()
    pages = pages.select_related("locale").order_by("path")
    if keys is not None:
        pages = pages.filter(pk__in=list(keys))
    found = list(pages.specific())
    wanted = {page.path[:SECTION_END] for page in found if len(page.path) > SECTION_END}
    sections = dict(Page.objects.filter(path__in=wanted).values_list("path", "title"))
    for page in found:
        yield Document(
            key=str(page.pk),
            language=page.locale.language_code,
            kind=KINDS.get(type(page), "page"),
            title=page.title,
            text=" ".join(texts_of(page)),
            section=sections.get(page.path[:SECTION_END], ""),
            module=page.module,
            in_a_to_z=page.depth > HOME_DEPTH,
        )


def texts_of(page: Page) -> list[str]:
    """Return the summary, then each text that the page's type says can be searched."""
    texts = [str(page.search_description or "")]
    for field in page.get_search_fields():
        if isinstance(field, index.SearchField) and field.field_name not in OF_THE_FRAME:
            value = field.get_value(page) or ""
            texts += map(str, value) if isinstance(value, list | tuple) else [str(value)]
    return texts


SOURCE = Source(
    slug=PAGES,
    kinds={
        "page": _("Page"),
        "guide": _("Guide"),
        "policy": _("Policy"),
        "publication": _("Publication"),
    },
    documents=documents,
)
