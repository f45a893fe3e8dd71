"""What the public search looks through, and the words that found nothing (C6, C12)."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchDocument(models.Model):
    """One public thing in one language, as the search needs it (`docs/search.md`)."""

    source = models.CharField(max_length=30)
    """Slug of the `SearchSource` that it comes from."""
    key = models.CharField(max_length=64)
    """What the source knows the thing by."""
    language = models.CharField(max_length=5)
    kind = models.CharField(max_length=40)
    """What sort of thing it is, for the filter: a slug that the source has words for."""
    title = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    """All its words, without marks."""
    keywords = models.TextField(blank=True)
    """Words that it is found by and that no excerpt shows."""
    url = models.CharField(max_length=500, blank=True)
    """Its address; empty for pages, whose addresses the page map knows."""
    section = models.CharField(max_length=120, blank=True)
    localities = models.JSONField(default=list)
    """Names of the localities where it is; empty: everywhere."""
    module = models.CharField(max_length=40, blank=True)
    """The module without which it does not show."""
    letter = models.CharField(max_length=2)
    """Where it stands in the A–Z; empty: nowhere."""
    shows_from = models.DateTimeField(null=True, blank=True)
    """From when on it is found, such as news of a day to come."""
    shows_until = models.DateTimeField(null=True, blank=True)
    """From when on it is not found any more, such as an event that is over."""
    vector = SearchVectorField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("source", "key", "language", name="search_document_unique")
        ]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex("vector", name="search_document_vector"),
            models.Index("language", "letter", "title", name="search_document_a_to_z"),
        ]

    def __str__(self) -> str:
        return self.title


class SearchMiss(models.Model):
    """How often a word was looked for in a month and nothing was found. No more is kept."""

    word = models.CharField(_("word"), max_length=30)
    language = models.CharField(_("language"), max_length=5)
    month = models.DateField(_("month"))
    """Its first day."""
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("word that found nothing")
        verbose_name_plural = _("words that found nothing")
        ordering = ["-month", "-times", "word"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("word", "language", "month", name="search_miss_unique")
        ]

    def __str__(self) -> str:
        return self.word
