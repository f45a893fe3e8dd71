"""Registers of organisations, services and places."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn

from cms.directory.forms import LocationForm, ServiceForm
from cms.directory.models import Location, Organisation, Service
from cms.directory.registers.base import TICKS, DirectoryRegister, in_both
from cms.directory.registers.filters import ServiceFilters
from cms.directory.registers.service_views import AddServiceView, ChangeServiceView
from cms.directory.services.importing import export_services
from cms.registers import RegisterList


class ServiceList(RegisterList):
    """The list of services; its table has the columns in which it can be brought in (C10)."""

    def write_csv_response(self, queryset: QuerySet[Any]) -> HttpResponse:
        """Send the rows that are listed; the ledger keeps who took how many."""
        found = Service.objects.filter(pk__in=[each.pk for each in queryset])
        return HttpResponse(
            export_services(actor=self.request.user, services=found),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="services.csv"'},
        )


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
    add_view_class = AddServiceView
    edit_view_class = ChangeServiceView
    list_display: ClassVar[list[Any]] = [
        "name",
        "organisation",
        "status",
        "visibility",
        "assured_on",
        BooleanColumn("is_in_time", label=_("In time")),
    ]
    filterset_class = ServiceFilters
    list_export = ["id"]
    """So that the list offers its table; which columns it has is the importer's matter."""
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

    @cached_property
    def index_view_class(self) -> type[ServiceList]:
        """Return the list whose table can be brought in again."""
        return type("ServiceList", (ServiceList,), {"rule": staticmethod(type(self).rule)})


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
