"""News for tests."""

import factory
from django.utils import timezone

from cms.moderation.states import Status
from cms.news.models import NewsItem


class NewsItemFactory(factory.django.DjangoModelFactory):
    """A published piece of today's news."""

    class Meta:
        model = NewsItem

    title = factory.Sequence(lambda n: f"News {n}")
    slug = factory.Sequence(lambda n: f"news-{n}")
    summary = "What is new."
    body = "More of it."
    dated = factory.LazyFunction(timezone.localdate)
    status = Status.PUBLISHED
