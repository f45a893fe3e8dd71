"""What the ledger can say about news."""

from django.db import models


class Verb(models.TextChoices):
    """What this app records."""

    SENT_IN = "news.sent_in", "sent news in"
    SAVED = "news.saved", "changed news"
    PUBLISHED = "news.published", "published news"
    REFUSED = "news.refused", "refused news"
    TAKEN_DOWN = "news.taken_down", "took news down"


WORDS: dict[str, str] = dict(Verb.choices)
