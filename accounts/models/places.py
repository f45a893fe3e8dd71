"""The localities and schools that a portal serves (P1)."""

from django.db import models
from django.db.models.functions import Lower

ONCE = "Each name can be listed once."


class Place(models.Model):
    """A named place in the portal's own order."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


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
