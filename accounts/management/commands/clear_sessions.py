"""Clear away sessions that are over, and what was remembered with them."""

from accounts.management.clearing_command import ClearingCommand
from accounts.services.clearing import SESSIONS


class Command(ClearingCommand):
    """Sessions, devices that were not used for long, and counted attempts."""

    help = "Clear away old sessions of all portals and the platform, or of --portal SLUG."
    clearing = SESSIONS
