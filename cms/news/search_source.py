"""News as a source of the public search, each piece from its day on (C6, C15)."""

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.days import start_of
from cms.moderation.words import texts_by_language
from cms.news.models import NewsItem
from cms.search_index import Document, Source, reindex

NEWS, ITEM = "news", "news"


def documents(keys: Collection[str] | None) -> Iterator[Document]:
    """Yield the published news, that of days to come too: it is not found before its day."""
    items: Any = NewsItem.objects
    shown = items.shown().select_related("locality")
    for item in shown if keys is None else shown.filter(pk__in=keys):
        for language, texts in texts_by_language(item, "summary", "body"):
            title, *words = texts
            yield Document(
                key=str(item.pk),
                language=language,
                kind=ITEM,
                title=title,
                text=" ".join(words),
                url=item.get_absolute_url(),
                localities=(item.locality.name,) if item.locality else (),
                in_a_to_z=False,
                shows_from=start_of(item.dated),
            )


def index_news(key: int) -> None:
    """Bring the index in step with a piece of news."""
    reindex(NEWS, [str(key)])


SOURCE = Source(slug=NEWS, kinds={ITEM: _("News")}, documents=documents)
