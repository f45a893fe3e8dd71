"""What the ledger says of the directory."""

from django.db.models import TextChoices


class Verb(TextChoices):
    """What this app records."""

    SERVICE_PUBLISHED = "directory.service_published", "published a service in the directory"
    SERVICE_HIDDEN = "directory.service_hidden", "hid a service in the directory"
    SERVICE_ASSURED = "directory.service_assured", "confirmed an entry of the directory"
    ADDRESS_WITHHELD = "directory.address_withheld", "withheld the address of a place"
    ADDRESS_SHOWN = "directory.address_shown", "let the address of a place be shown"
