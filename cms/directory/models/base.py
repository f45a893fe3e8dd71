"""What the directory's rows have in common: a UUID that stays, and Welsh beside English."""

import uuid

from django.db import models

from theme.bilingual import Bilingual


class Entry(Bilingual, models.Model):
    """A row with a UUID, as Open Referral UK asks for, and texts in one or two languages.

    A field `name` may have a sister `name_cy`. English is always there; Welsh may be missing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Dated(Entry):
    """A row that knows when it was made and last changed."""

    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        abstract = True


class Imported(models.Model):
    """A row that may have come from elsewhere, where it is known by an identifier (C10)."""

    source = models.CharField(max_length=100, blank=True, editable=False)
    """Which list or feed it came from; empty for what was written here."""
    source_id = models.CharField(max_length=200, blank=True, editable=False)
    """Its identifier in that list or feed."""

    class Meta:
        abstract = True


def once_in_source(name: str) -> models.UniqueConstraint:
    """Return the rule that one row of a source becomes one row here."""
    return models.UniqueConstraint(
        name=name, fields=["source", "source_id"], condition=~models.Q(source="")
    )


def exactly_one(name: str, *fields: str) -> models.CheckConstraint:
    """Return the rule that a row belongs to one thing: one of these keys is set."""
    either = models.Q()
    for field in fields:
        others = {f"{other}__isnull": True for other in fields if other != field}
        either |= models.Q(**{f"{field}__isnull": False}, **others)
    return models.CheckConstraint(name=name, condition=either)
