"""In which sections the form of an entry is shown."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.directory.models import ProposedChange
from cms.directory.providers.editor import ROWS, EntryEditor, RowList, Section
from cms.directory.values.shape import in_both

_Plan = tuple[str, Any, tuple[str, ...], tuple[str, ...], Any]
TERMS = "terms"
SERVICE: tuple[_Plan, ...] = (
    ("about", _("The service"), (*in_both("name", "description"),), (), ""),
    (
        "who",
        _("Who it is for"),
        ("minimum_age", "maximum_age", *in_both("eligibility")),
        (),
        "",
    ),
    (
        "terms",
        _("How families find it"),
        (TERMS,),
        (),
        _("Families choose by these. Tick all that hold."),
    ),
    ("join", _("How to join"), (*in_both("how_to_join"), "url", "email"), (), ""),
    ("cost", _("What it costs"), ("is_free", *in_both("fees")), ("cost_options",), ""),
    ("where", _("Where it is"), ("localities", "places"), ("new_places",), ""),
    ("when", _("When it is open"), (), ("schedules",), ""),
    ("contact", _("Whom to ask"), (), ("phones", "contacts"), ""),
    (
        "state",
        _("Whether it runs"),
        ("status", *in_both("alert")),
        (),
        "",
    ),
    (
        "behind",
        _("Behind the entry"),
        (*in_both("accreditations"), "funding", "assurer_email"),
        (),
        "",
    ),
)
ORGANISATION: tuple[_Plan, ...] = (
    ("about", _("The organisation"), (*in_both("name", "description"), "email", "website"), (), ""),
    ("contact", _("Whom to ask"), (), ("phones", "contacts"), ""),
)
PLACE: tuple[_Plan, ...] = (
    ("about", _("The place"), ("kind", *in_both("name", "description")), (), ""),
    (
        "address",
        _("Address"),
        ("address_withheld", "address_1", "city", "county", "postcode", "locality"),
        (),
        "",
    ),
    ("access", _("Access"), (*in_both("accessibility"), TERMS), (), ""),
    ("contact", _("Telephone numbers"), (), ("phones",), ""),
)
PLANS: dict[str, tuple[_Plan, ...]] = {
    ProposedChange.Kind.SERVICE: SERVICE,
    ProposedChange.Kind.ORGANISATION: ORGANISATION,
    ProposedChange.Kind.LOCATION: PLACE,
}


def sections_of(editor: EntryEditor) -> list[Section]:
    """Return the sections of a form, with the fields and rows that it has."""
    found = []
    for key, title, names, lists, hint in PLANS[editor.kind]:
        rows = [
            RowList(name, ROWS[name][1], ROWS[name][2], editor.lists[name])
            for name in lists
            if name in editor.lists
        ]
        found.append(Section(key, title, _fields(editor, names), rows, hint))
    return found


def _fields(editor: EntryEditor, names: tuple[str, ...]) -> list[Any]:
    form = editor.form
    found = [form[name] for name in names if name in form.fields]
    return found + (form.term_fields if TERMS in names else [])
