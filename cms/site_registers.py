"""The registers of what belongs to the whole site."""

from cms.models import Term
from cms.registers import Register
from cms.rules import can_edit_terms


class TermRegister(Register):
    """The jargon buster's terms."""

    model = Term
    rule = can_edit_terms
    icon = "help"
    menu_order = 10
    list_display = ["name", "explanation", "name_cy", "is_linked"]
    list_filter = ["is_linked"]
    list_export = [
        "name",
        "also",
        "explanation",
        "name_cy",
        "also_cy",
        "explanation_cy",
        "is_linked",
    ]
    search_fields = ["name", "also", "explanation", "name_cy", "also_cy", "explanation_cy"]
