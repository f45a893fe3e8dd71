"""Arguments of the addresses of the directory: services, organisations, changes, lists."""

from django.utils import timezone

from cms.directory.models import (
    DirectoryImport,
    EntryReport,
    ProposedChange,
    Taxonomy,
    TaxonomyTerm,
)
from cms.directory.services.confirm_links import confirm_token
from tests.factories.directory import (
    OrganisationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)
from tests.permissions.arguments.kinds import Arguments, Table


def service_at_place() -> Arguments:
    return {"key": ServiceAtLocationFactory().pk}


def service() -> Arguments:
    return {"key": ServiceFactory().pk}


def organisation() -> Arguments:
    return {"organisation": OrganisationFactory().pk}


def place_of_organisation() -> Arguments:
    at = ServiceAtLocationFactory()
    return {"organisation": at.service.organisation_id, "key": at.location_id}


def proposed_change() -> Arguments:
    made = ServiceFactory()
    change = ProposedChange.objects.create(
        organisation=made.organisation,
        kind="service",
        entry_id=made.pk,
        label=made.name,
        values={"description": "More."},
        before={"description": made.description},
    )
    return {"key": change.pk}


def report() -> Arguments:
    return {"key": EntryReport.objects.create(service=ServiceFactory(), faults=["times"]).pk}


def list_to_import() -> Arguments:
    row = DirectoryImport.objects.create(name="list.csv", text="", state="ready")
    return {"key": row.pk}


def shown_service() -> Arguments:
    return {"pk": ServiceFactory().pk}


DIRECTORY: Table = {
    "wagtailsnippets_directory_service:edit": lambda: {"pk": ServiceFactory().pk},
    "open_referral:without_slash": lambda: {"path": "services"},
    "open_referral:service": service,
    "open_referral:service_at_location": service_at_place,
    "open_referral:taxonomy": lambda: {"key": Taxonomy.objects.first().pk},
    "open_referral:taxonomy_term": lambda: {"key": TaxonomyTerm.objects.first().pk},
    **{
        f"entries:{name}": organisation
        for name in ("organisation", "edit_organisation", "new_service")
    },
    **{f"entries:{name}": service for name in ("edit_service", "confirm", "end_service")},
    "entries:edit_place": place_of_organisation,
    **{
        f"entries:{name}": proposed_change
        for name in (
            *("change", "edit_change", "withdraw", "moderate_change"),
            *("accept", "refuse", "correct"),
        )
    },
    **{f"entries:{name}": report for name in ("report", "answer_report")},
    "entries:confirm_by_link": lambda: {
        "token": confirm_token("nobody@people.example", timezone.localdate())
    },
    **{
        f"entries:{name}": list_to_import
        for name in ("import_list", "confirm_import", "leave_import", "import_report")
    },
    **{
        f"finder:{name}": shown_service
        for name in ("service", "share", "code", "wrong", "wrong_sent")
    },
    "finder:organisation": lambda: {"pk": ServiceFactory().organisation_id},
}
