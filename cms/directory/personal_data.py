"""What the directory holds about people: changes that they proposed, entries that they checked."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.directory.models import DirectoryImport, ProposedChange, Service
from tenants.modules import Person, PersonalData
from tenants.personal_data import Holder

Rows = Iterator[Mapping[str, Any]]
CHUNK = 500


def proposed(person: Person) -> Rows:
    """Changes that the person proposed."""
    for each in ProposedChange.objects.filter(proposed_by=person.pk).iterator(CHUNK):
        yield {
            _("Entry"): each.label,
            _("Proposed"): each.proposed_at,
            _("State"): each.get_state_display(),
            _("Note"): each.note,
        }


def assured(person: Person) -> Rows:
    """Entries that the person confirmed last."""
    for each in Service.objects.filter(assured_by=person.pk).iterator(CHUNK):
        yield {_("Entry"): each.name, _("Confirmed"): each.assured_on}


def brought_in(person: Person) -> Rows:
    """Lists that the person brought in."""
    rows = DirectoryImport.objects.filter(asked_by=person.pk).defer("text", "report")
    for each in rows.iterator(CHUNK):
        yield {
            _("List"): each.name,
            _("Sent"): each.asked_at,
            _("State"): each.get_state_display(),
        }


HOLDER = Holder(
    slug="directory",
    personal_data=(
        PersonalData(gettext_lazy("Changes that you proposed in the directory"), proposed),
        PersonalData(gettext_lazy("Entries of the directory that you confirmed"), assured),
        PersonalData(gettext_lazy("Lists that you brought into the directory"), brought_in),
    ),
)
