"""What the ledger says of the directory."""

from django.db.models import TextChoices


class Verb(TextChoices):
    """What this app records."""

    SERVICE_PUBLISHED = "directory.service_published", "published a service in the directory"
    SERVICE_HIDDEN = "directory.service_hidden", "hid a service in the directory"
    SERVICE_ASSURED = "directory.service_assured", "confirmed an entry of the directory"
    ADDRESS_WITHHELD = "directory.address_withheld", "withheld the address of a place"
    ADDRESS_SHOWN = "directory.address_shown", "let the address of a place be shown"
    CHANGE_PROPOSED = "directory.change_proposed", "proposed a change in the directory"
    CHANGE_WITHDRAWN = "directory.change_withdrawn", "withdrew a proposed change"
    CHANGE_ACCEPTED = "directory.change_accepted", "passed a proposed change"
    CHANGE_REFUSED = "directory.change_refused", "refused a proposed change"
    ENTRY_ADDED = "directory.entry_added", "added an entry to the directory"
    ENTRY_CHANGED = "directory.entry_changed", "changed an entry of the directory"
    REPORT_ANSWERED = "directory.report_answered", "dealt with a report about an entry"
    LIST_IMPORTED = "directory.list_imported", "brought a list into the directory"
    DIRECTORY_EXPORTED = "directory.exported", "downloaded the services of the directory"
