"""What changes lists of news makes kept pages stale, and the search know of it."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from accounts.models import Locality
from cms.news.models import NewsItem
from cms.news.search_source import NEWS, index_news
from cms.search_index import reindex
from tenants.content_version import public_content_changed


@receiver(post_delete, sender=NewsItem)
def news_deleted(sender: type, instance: NewsItem, **kwargs: Any) -> None:
    """Published news that is deleted is gone at once; services say it of all else."""
    index_news(instance.pk)
    if instance.is_shown:
        public_content_changed()


@receiver(post_save, sender=NewsItem)
def news_to_be_indexed(sender: type, instance: NewsItem, **kwargs: Any) -> None:
    """The public search knows a piece of news as it was saved last."""
    index_news(instance.pk)


@receiver(post_save, sender=Locality)
def all_news_to_be_indexed(sender: type, created: bool, **kwargs: Any) -> None:
    """And its part of the area as that is called now."""
    if not created:
        reindex(NEWS)
