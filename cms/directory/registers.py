"""The directory's registers in the editing area (C7, C10)."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn

from cms.directory.forms import LocationForm, ServiceForm
from cms.directory.models import (
    Contact,
    CostOption,
    Location,
    Organisation,
    Schedule,
    Service,
    TaxonomyTerm,
)
from cms.directory.rules import can_edit_directory, can_publish_services, can_set_taxonomies
from cms.registers import Register, RulePolicy

TICKS = forms.CheckboxSelectMultiple


def in_both(*names: str) -> list[Any]:
    """Return fields, each followed by its Welsh sister."""
    return [FieldPanel(name) for each in names for name in (each, f"{each}_cy")]


class DirectoryRegister(Register):
    """Editors change it, publishers delete from it."""

    rule = can_edit_directory
    icon = "site"

    @property
    def permission_policy(self) -> RulePolicy:
        """Deleting is the publishers' alone."""
        changes = dict.fromkeys(("view", "add", "change"), type(self).rule)
        return RulePolicy(self.model, {**changes, "delete": can_publish_services})


class OrganisationRegister(DirectoryRegister):
    """Who runs services."""

    model = Organisation
    menu_order = 100
    icon = "group"
    list_display: ClassVar[list[Any]] = ["name", "email", "website", "modified_at"]
    list_export = ["id", "name", "name_cy", "description", "description_cy", "email", "website"]
    search_fields = ["name", "name_cy", "description"]
    panels: ClassVar[list[Any]] = [
        *in_both("name", "description"),
        FieldPanel("email"),
        FieldPanel("website"),
        FieldPanel("parent"),
    ]


class ServiceRegister(DirectoryRegister):
    """What is on offer. Showing, hiding and confirming entries is done with ticked rows."""

    model = Service
    menu_order = 110
    icon = "list-ul"
    list_display: ClassVar[list[Any]] = [
        "name",
        "organisation",
        "status",
        "visibility",
        "assured_on",
        BooleanColumn("is_in_time", label=_("In time")),
    ]
    list_filter = ["visibility", "status", "organisation", "localities", "terms", "is_free"]
    list_export = [
        "id",
        "name",
        "name_cy",
        "organisation",
        "description",
        "description_cy",
        "status",
        "visibility",
        "minimum_age",
        "maximum_age",
        "eligibility",
        "how_to_join",
        "is_free",
        "fees",
        "url",
        "email",
        "assured_on",
    ]
    search_fields = ["name", "name_cy", "description", "organisation__name"]
    edit_handler = ObjectList(
        [
            FieldPanel("organisation"),
            *in_both("name", "description"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("maximum_age")]),
                    *in_both("eligibility", "how_to_join"),
                ],
                heading=_("Who it is for"),
            ),
            MultiFieldPanel([FieldPanel("is_free"), *in_both("fees")], heading=_("Cost")),
            MultiFieldPanel(
                [
                    FieldPanel("locations"),
                    FieldPanel("localities", widget=TICKS),
                ],
                heading=_("Where"),
                help_text=_("Tick no locality if the service is for the whole area."),
            ),
            FieldPanel("terms", widget=TICKS, heading=_("What it is sorted by")),
            MultiFieldPanel(
                [FieldPanel("status"), *in_both("alert"), FieldPanel("url"), FieldPanel("email")],
                heading=_("State and contact"),
            ),
            MultiFieldPanel(
                [FieldPanel("assurer_email"), *in_both("accreditations"), FieldPanel("funding")],
                heading=_("Behind the entry"),
            ),
        ],
        base_form_class=ServiceForm,
    )


class LocationRegister(DirectoryRegister):
    """Where services are. The list and its export hold no address that is withheld."""

    model = Location
    menu_order = 120
    icon = "thumbtack"
    list_display: ClassVar[list[Any]] = ["name", "kind", "locality", "address_withheld"]
    list_filter = ["kind", "locality", "address_withheld"]
    list_export = ["id", "name", "name_cy", "kind", "locality", "public_address"]
    search_fields = ["name", "name_cy"]
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            *in_both("name", "description"),
            MultiFieldPanel(
                [
                    FieldPanel("address_withheld"),
                    FieldPanel("address_1"),
                    FieldPanel("city"),
                    FieldPanel("county"),
                    FieldPanel("postcode"),
                    FieldPanel("locality"),
                ],
                heading=_("Address"),
            ),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            *in_both("accessibility"),
            FieldPanel("terms", widget=TICKS, heading=_("Access")),
        ],
        base_form_class=LocationForm,
    )


class ScheduleRegister(DirectoryRegister):
    """When services are open."""

    model = Schedule
    menu_order = 130
    icon = "calendar-alt"
    list_display: ClassVar[list[Any]] = [
        "__str__",
        "service",
        "service_at_location",
        "opens_at",
        "closes_at",
    ]
    list_filter = ["freq"]
    search_fields = ["description", "service__name", "service_at_location__service__name"]
    panels: ClassVar[list[Any]] = [
        FieldPanel("service"),
        FieldPanel("service_at_location"),
        *(FieldPanel(name) for name in ("freq", "interval", "byday", "bymonthday", "dtstart")),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        *in_both("description"),
        *(FieldPanel(name) for name in ("schedule_link", "attending_type", "notes")),
    ]


class CostRegister(DirectoryRegister):
    """What services cost."""

    model = CostOption
    menu_order = 140
    icon = "tag"
    list_display: ClassVar[list[Any]] = ["__str__", "service", "amount"]
    search_fields = ["option", "service__name"]
    panels: ClassVar[list[Any]] = [
        FieldPanel("service"),
        FieldPanel("amount"),
        *in_both("option", "amount_description"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
    ]


class ContactRegister(DirectoryRegister):
    """Whom to ask: posts and teams, rather than people's names."""

    model = Contact
    menu_order = 150
    icon = "mail"
    list_display: ClassVar[list[Any]] = ["__str__", "service", "organisation", "telephone"]
    search_fields = ["name", "title", "service__name", "organisation__name"]
    panels: ClassVar[list[Any]] = [
        FieldPanel("service"),
        FieldPanel("organisation"),
        *in_both("name", "title"),
        FieldPanel("email"),
        FieldPanel("telephone"),
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
        *in_both("name", "description"),
        FieldPanel("parent"),
        FieldPanel("order"),
    ]


REGISTERS = (
    OrganisationRegister,
    ServiceRegister,
    LocationRegister,
    ScheduleRegister,
    CostRegister,
    ContactRegister,
    TermRegister,
)
