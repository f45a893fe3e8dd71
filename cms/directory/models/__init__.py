"""Tables of the directory, after Open Referral UK 3.0 (C7, C11)."""

from cms.directory.models.changes import ProposedChange
from cms.directory.models.contacts import Contact, Phone
from cms.directory.models.costs import CostOption
from cms.directory.models.imports import DirectoryImport
from cms.directory.models.locations import LocalityCentre, Location, ServiceAtLocation
from cms.directory.models.organisations import Organisation, OrganisationIdentifier
from cms.directory.models.pages import FinderPage
from cms.directory.models.reports import EntryReport, Fault
from cms.directory.models.schedules import Schedule
from cms.directory.models.services import Service, ServiceArea
from cms.directory.models.taxonomies import (
    LocationAttribute,
    ServiceAttribute,
    Taxonomy,
    TaxonomyTerm,
)

__all__ = [
    "Contact",
    "CostOption",
    "DirectoryImport",
    "EntryReport",
    "Fault",
    "FinderPage",
    "LocalityCentre",
    "Location",
    "LocationAttribute",
    "Organisation",
    "OrganisationIdentifier",
    "Phone",
    "ProposedChange",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceAttribute",
    "Taxonomy",
    "TaxonomyTerm",
]
