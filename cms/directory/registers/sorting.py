"""Registers of what services are sorted by, and of where localities are."""

from typing import Any, ClassVar

from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.directory.models import LocalityCentre, Taxonomy, TaxonomyTerm
from cms.directory.registers.base import DirectoryRegister, in_both
from cms.directory.rules import can_set_taxonomies


class TaxonomyRegister(DirectoryRegister):
    """Ways of sorting: those that every portal has, and the portal's own."""

    model = Taxonomy
    menu_order = 158
    icon = "folder-open-1"
    rule = can_set_taxonomies
    list_display: ClassVar[list[Any]] = ["name", "name_cy", "code", "order"]
    search_fields = ["name", "name_cy", "code"]
    panels: ClassVar[list[Any]] = [
        FieldPanel("code"),
        *in_both("name", "description"),
        FieldPanel("uri"),
        FieldPanel("version"),
        FieldPanel("order"),
    ]


class TermRegister(DirectoryRegister):
    """What services are sorted by."""

    model = TaxonomyTerm
    menu_order = 160
    icon = "tag"
    rule = can_set_taxonomies
    list_display: ClassVar[list[Any]] = ["name", "name_cy", "taxonomy", "code"]
    list_filter = ["taxonomy"]
    list_export = ["id", "taxonomy", "code", "name", "name_cy", "description", "description_cy"]
    search_fields = ["name", "name_cy", "description"]
    panels: ClassVar[list[Any]] = [
        FieldPanel("taxonomy"),
        FieldPanel("code"),
        *in_both("name", "description", "other_words"),
        FieldPanel("parent"),
        FieldPanel("order"),
    ]


class CentreRegister(DirectoryRegister):
    """The middle of each locality: all that is said of an address that is kept secret."""

    model = LocalityCentre
    menu_order = 170
    icon = "crosshairs"
    rule = can_set_taxonomies
    list_display: ClassVar[list[Any]] = ["locality", "latitude", "longitude"]
    search_fields = ["locality__name"]
    panels: ClassVar[list[Any]] = [
        FieldPanel("locality"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
    ]
