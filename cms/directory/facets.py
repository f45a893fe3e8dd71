"""The taxonomies that every portal has, by the codes that code knows them by (C7)."""

from django.db.models import TextChoices


class Facet(TextChoices):
    """What services are sorted by. Terms of each are rows; a portal may add its own."""

    NEED = "need"
    LEVEL = "level"
    """How much support: universal, early intervention, intensive, specialist."""
    AGE_THEME = "age-theme"
    """Perinatal to 7, middle childhood, teenagers."""
    KIND = "kind"
    """Structured group, one-to-one, informal structured, drop-in."""
    ROUTE = "route"
    """Who refers: oneself, the school, a professional."""
    FORMAT = "format"
    """In person, online, by telephone."""
    LANGUAGE = "language"
    """Spoken there, without an interpreter; codes are those of ISO 639."""
    ACCESSIBILITY = "accessibility"
    """Of services and of places."""
