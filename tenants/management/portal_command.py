"""What the commands on portals share: naming a portal, and saying in plain words what is wrong."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from tenants.errors import FORM, ServiceError
from tenants.models import Portal
from tenants.names import NameRefused, check_slug
from tenants.platform import PLATFORM, Platform
from tenants.postgres import PostgresUnavailable


class PortalCommand(BaseCommand):
    """Answers with a result or with plain words and exit code 1, never with a traceback."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run, and put what services and the database refuse into words."""
        try:
            return super().execute(*args, **options)
        except ServiceError as error:
            raise CommandError(worded(error)) from None
        except PostgresUnavailable as error:
            raise CommandError(str(error)) from None
        except (OperationalError, InterfaceError) as error:
            raise CommandError(f"The database cannot be used: {first_line(error)}") from None

    def find_portal(self, slug: str) -> Portal:
        """Return the portal with that web name; raise `CommandError` when there is none."""
        try:
            return Portal.objects.get(slug=check_slug(slug))
        except (NameRefused, Portal.DoesNotExist):
            raise CommandError(
                f"There is no portal called “{slug}”. “list_portals” shows them all."
            ) from None


class OnePortalCommand(PortalCommand):
    """A command whose first argument names a portal."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the portal's web name."""
        parser.add_argument("slug", metavar="SLUG", help="web name of the portal")


class AnyPortalCommand(PortalCommand):
    """A command for every portal and the platform, or for `--portal SLUG` alone."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one portal, or none for all."""
        parser.add_argument("--portal", metavar="SLUG", help="only this portal")

    def find_places(self, slug: str | None) -> list[Portal | Platform]:
        """Return that portal, or the platform and every portal; raise `CommandError`."""
        return [PLATFORM, *Portal.objects.all()] if slug is None else [self.find_portal(slug)]


def worded(error: ServiceError) -> str:
    """Return what a service refused, one line for each field."""
    return "\n".join(
        message if field == FORM else f"{field.replace('_', ' ').capitalize()}: {message}"
        for field, message in error.messages.items()
    )


def first_line(error: Exception) -> str:
    """Return the first line of what the database said."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]
