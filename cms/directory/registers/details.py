"""Registers of what belongs to services: opening times, prices, contacts, numbers."""

from typing import Any, ClassVar

from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.directory.models import Contact, CostOption, Phone, Schedule
from cms.directory.registers.base import DirectoryRegister, in_both


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


class PhoneRegister(DirectoryRegister):
    """Telephone numbers of services, organisations and places."""

    model = Phone
    menu_order = 155
    icon = "mobile-alt"
    list_display: ClassVar[list[Any]] = ["number", "service", "organisation", "location"]
    search_fields = ["number", "service__name", "organisation__name", "location__name"]
    panels: ClassVar[list[Any]] = [
        FieldPanel("service"),
        FieldPanel("organisation"),
        FieldPanel("location"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("extension")]),
        *in_both("description"),
    ]
