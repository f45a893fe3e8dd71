"""What the ledger can say that somebody did with the site's own things."""

from django.db import models


class Verb(models.TextChoices):
    """What this app records."""

    REGISTER_EXPORTED = "cms.register_exported", "took a copy of a register"
