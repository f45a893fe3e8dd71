"""Clear away old records of people: mails, notifications, invitations, requests."""

from accounts.management.clearing_command import ClearingCommand
from accounts.services.retention import RECORDS


class Command(ClearingCommand):
    """What `accounts.services.retention.KEPT_FOR` says; the ledger keeps what happened."""

    help = "Clear away old records of people in all portals and the platform, or in --portal SLUG."
    clearing = RECORDS
