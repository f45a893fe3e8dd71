"""What is done with the directory: check, write, record."""

from cms.directory.services.changes import (
    ChangedMeanwhile,
    accept_change,
    basis_of,
    change_entry,
    propose_change,
    propose_end,
    refuse_change,
    withdraw_change,
)
from cms.directory.services.entries import (
    assure_services,
    hide_services,
    place_location,
    publish_services,
)
from cms.directory.services.reports import answer_report, report_entry

__all__ = [
    "ChangedMeanwhile",
    "accept_change",
    "answer_report",
    "assure_services",
    "basis_of",
    "change_entry",
    "hide_services",
    "place_location",
    "propose_change",
    "propose_end",
    "publish_services",
    "refuse_change",
    "report_entry",
    "withdraw_change",
]
