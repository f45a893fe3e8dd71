"""Demonstration news, from `news.yaml` in a demonstration portal's folder; `days_ago` dates it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from accounts.models import Locality
from cms.moderation.services import fill
from cms.moderation.states import Status
from cms.news.models import NewsItem


def demonstrate_news(folder: Path) -> None:
    """Make the news of a folder in the portal in hand; none without the file."""
    path = folder / "news.yaml"
    if not path.exists():
        return
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        _make(entry)


def _make(entry: dict[str, Any]) -> None:
    item = NewsItem(status=Status.PUBLISHED, decided_at=timezone.now())
    if sender := entry.pop("sent_in_by", None):
        item.status, item.sent_at = Status.WAITING, timezone.now()
        item.sender_name, item.sender_email = sender["name"], sender["email"]
    if name := entry.pop("locality", ""):
        item.locality = Locality.objects.get(name=name)
    item.dated = timezone.localdate() - timedelta(days=entry.pop("days_ago"))
    fill(item, entry)
    item.full_clean()
    item.save()
