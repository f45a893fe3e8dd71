"""What changes lists of news makes the portal's kept pages stale."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from cms.news.models import NewsItem
from tenants.content_version import public_content_changed


@receiver(post_delete, sender=NewsItem)
def news_deleted(sender: type, instance: NewsItem, **kwargs: Any) -> None:
    """Published news that is deleted is gone at once; services say it of all else."""
    if instance.is_shown:
        public_content_changed()
