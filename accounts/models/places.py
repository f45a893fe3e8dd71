"""The localities and schools that a portal serves (P1)."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from theme.bilingual import Bilingual

ONCE = "Each name can be listed once."


class Place(Bilingual, models.Model):
    """A named place in the portal's own order."""

    name = models.CharField(max_length=120)
    name_cy = models.CharField(_("name in Welsh"), max_length=120, blank=True)
    slug = models.SlugField(max_length=120, unique=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Its name in the language in hand."""
        return self.said("name")


class Locality(Place):
    """A part of the area, such as one of a city's six localities."""

    class Meta(Place.Meta):
        verbose_name_plural = "localities"
        constraints = [
            models.UniqueConstraint(
                Lower("name"), name="locality_name_unique", violation_error_message=ONCE
            )
        ]


class School(Place):
    """A school, Pupil Referral Unit or other setting."""

    class Meta(Place.Meta):
        verbose_name = "school or setting"
        verbose_name_plural = "schools and settings"
        constraints = [
            models.UniqueConstraint(
                Lower("name"), name="school_name_unique", violation_error_message=ONCE
            )
        ]
