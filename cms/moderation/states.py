"""The states of what can be sent in, and the ways between them, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where something stands; it shows in public as `PUBLISHED` alone."""

    DRAFT = "draft", _("draft")
    WAITING = "waiting", _("waiting to be checked")
    PUBLISHED = "published", _("published")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("taken down")


WAYS: dict[str, frozenset[str]] = {
    Status.DRAFT: frozenset({Status.WAITING, Status.PUBLISHED}),
    Status.WAITING: frozenset({Status.PUBLISHED, Status.REFUSED}),
    Status.PUBLISHED: frozenset({Status.WITHDRAWN}),
    Status.REFUSED: frozenset({Status.PUBLISHED}),
    Status.WITHDRAWN: frozenset({Status.PUBLISHED}),
}
"""From each state, those that can follow."""


def can_become(before: str, after: str) -> bool:
    """Whether something in one state may go to another."""
    return after in WAYS[before]
