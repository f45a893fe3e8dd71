"""What services and places are sorted by: taxonomies, their terms, and links to these."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.directory.models.base import Entry


class Taxonomy(Entry):
    """A way of sorting services, such as level of support. Its terms are the portal's own."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    """What code knows it by: one of `cms.directory.facets.Facet`, or the portal's own."""
    name = models.CharField(_("name"), max_length=120)
    name_cy = models.CharField(_("name in Welsh"), max_length=120, blank=True)
    description = models.TextField(_("what it sorts by"), max_length=1000)
    description_cy = models.TextField(_("what it sorts by, in Welsh"), max_length=1000, blank=True)
    uri = models.URLField(_("published at"), blank=True)
    version = models.CharField(_("version"), max_length=20, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("taxonomy")
        verbose_name_plural = _("taxonomies")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                name="taxonomy_named_and_described", condition=~Q(name="") & ~Q(description="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TaxonomyTermQuerySet(models.QuerySet["TaxonomyTerm"]):
    """Terms by taxonomy."""

    def of(self, taxonomy: str) -> "TaxonomyTermQuerySet":
        """The terms of the taxonomy with that code, in its order."""
        return self.filter(taxonomy__code=taxonomy)


class TaxonomyTerm(Entry):
    """One value of a taxonomy, such as early intervention."""

    taxonomy = models.ForeignKey(
        Taxonomy, models.PROTECT, related_name="terms", verbose_name=_("taxonomy")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name=_("wider term"),
    )
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=120)
    name_cy = models.CharField(_("name in Welsh"), max_length=120, blank=True)
    description = models.TextField(_("what it means"), max_length=1000)
    description_cy = models.TextField(_("what it means, in Welsh"), max_length=1000, blank=True)
    other_words = models.TextField(
        _("other words for it"),
        max_length=2000,
        blank=True,
        help_text=_("What people look for when they mean this, one a line: autism, ADHD."),
    )
    other_words_cy = models.TextField(
        _("other words for it, in Welsh"), max_length=2000, blank=True
    )
    term_uri = models.URLField(_("published at"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[models.Manager["TaxonomyTerm"]] = TaxonomyTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["taxonomy__order", "order", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                name="taxonomy_term_code_once",
                fields=["taxonomy", "code"],
                violation_error_message=_("This taxonomy has a term with that code."),
            ),
            models.CheckConstraint(
                name="taxonomy_term_named_and_described",
                condition=~Q(name="") & ~Q(description=""),
            ),
            models.CheckConstraint(
                name="taxonomy_term_not_below_itself", condition=~Q(parent=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceAttribute(Entry):
    """What holds of a service: a link to a term."""

    service = models.ForeignKey("directory.Service", models.CASCADE, related_name="attributes")
    term = models.ForeignKey(TaxonomyTerm, models.PROTECT, related_name="service_links")

    class Meta:
        ordering = ["term__taxonomy__order", "term__order", "id"]
        constraints = [
            models.UniqueConstraint(name="service_attribute_once", fields=["service", "term"]),
        ]

    def __str__(self) -> str:
        return str(self.term)


class LocationAttribute(Entry):
    """What holds of a place, such as step-free access: a link to a term."""

    location = models.ForeignKey("directory.Location", models.CASCADE, related_name="attributes")
    term = models.ForeignKey(TaxonomyTerm, models.PROTECT, related_name="location_links")

    class Meta:
        ordering = ["term__taxonomy__order", "term__order", "id"]
        constraints = [
            models.UniqueConstraint(name="location_attribute_once", fields=["location", "term"]),
        ]

    def __str__(self) -> str:
        return str(self.term)
