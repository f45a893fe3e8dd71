"""The jargon buster's terms: what a word or an abbreviation means, in plain words (C6)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

LONGEST = 600
"""Characters of an explanation: a few sentences."""


class Term(models.Model):
    """A word that people may not know, explained in English and in Welsh (PPP App. C)."""

    name = models.CharField(
        _("term"), max_length=80, help_text=_("As it stands in pages: EHCP, quorum.")
    )
    also = models.TextField(
        _("also written"),
        blank=True,
        max_length=400,
        help_text=_("Other spellings and the plural, one a line."),
    )
    explanation = models.TextField(
        _("explanation"),
        max_length=LONGEST,
        help_text=_("One to three short sentences that a parent would use."),
    )
    name_cy = models.CharField(_("term in Welsh"), max_length=80, blank=True)
    also_cy = models.TextField(_("also written in Welsh"), blank=True, max_length=400)
    explanation_cy = models.TextField(_("explanation in Welsh"), blank=True, max_length=LONGEST)
    is_linked = models.BooleanField(
        _("link it in pages"),
        default=True,
        help_text=_("At its first use on a page, the word leads to its explanation."),
    )

    panels: ClassVar[list[object]] = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("also"), FieldPanel("explanation")], heading="English"
        ),
        MultiFieldPanel(
            [FieldPanel("name_cy"), FieldPanel("also_cy"), FieldPanel("explanation_cy")],
            heading="Cymraeg",
        ),
        FieldRowPanel([FieldPanel("is_linked")]),
    ]

    class Meta:
        verbose_name = _("jargon buster term")
        verbose_name_plural = _("jargon buster terms")
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="term_name_unique",
                violation_error_message=_("This term is in the jargon buster already."),
            ),
            models.CheckConstraint(
                name="term_welsh_is_whole",
                condition=Q(name_cy="", explanation_cy="") | ~Q(name_cy="") & ~Q(explanation_cy=""),
                violation_error_message=_(
                    "In Welsh, give both the term and its explanation, or neither."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def anchor(self) -> str:
        """Where the term stands on the page of the jargon buster."""
        return f"{slugify(self.name) or 'term'}-{self.pk}"

    @property
    def lacks_welsh(self) -> bool:
        """Whether Welsh pages are without it."""
        return not self.name_cy
