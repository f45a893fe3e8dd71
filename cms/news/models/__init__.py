"""News, and the page that lists it."""

from cms.news.models.items import NewsItem
from cms.news.models.pages import NewsPage

__all__ = ["NewsItem", "NewsPage"]
