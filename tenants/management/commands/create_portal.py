"""`manage.py create_portal`: make a portal with starter content."""

from argparse import ArgumentParser
from typing import Any

from tqdm import tqdm

from tenants.management.portal_command import PortalCommand
from tenants.models import Portal
from tenants.provisioning.details import PortalDetails
from tenants.services import create_portal

MOST_STEPS = 3
"""Two templates, which are mostly there already, and the portal."""


class Command(PortalCommand):
    """Make a portal and print its address."""

    help = "Make a portal with starter content, and invite its first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take all that a portal can be made with."""
        add = parser.add_argument
        add("slug", metavar="SLUG", help="web name: small letters, numbers and hyphens")
        add("--name", required=True, help="what people call the portal")
        add("--kind", required=True, choices=Portal.Kind.values)
        add("--short-name", default="", help="at most 30 characters; else the name's first 30")
        add("--languages", default="en", help="en, cy, or en,cy (default: en)")
        add("--default-language", default="", help="default: the first of --languages")
        add("--locality", action="append", default=[], help="a locality; repeat for more")
        add("--school", action="append", default=[], help="a school or setting; repeat for more")
        add("--module", action="append", help="an add-on to switch on; repeat (default: all)")
        add("--domain", default="", help="domain (default: the web name below CASEMENT_HOST)")
        add("--administrator-email", default="", help="gets an invitation")
        add("--administrator-name", default="")
        add("--setting-up", action="store_true", help="do not open it to the public yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the portal behind a progress bar, then print its address."""
        details = details_from(options)
        silent = None if options["verbosity"] else True  # None: silent unless on a terminal
        with tqdm(total=MOST_STEPS, unit="step", leave=False, disable=silent) as bar:

            def progress(step: str) -> None:
                bar.set_description(step)
                bar.update()

            portal = create_portal(actor=None, details=details, progress=progress)
        self.stdout.write(portal.url())
        if not details.administrator_email:
            self.stderr.write("Nobody has been invited: no --administrator-email was given.")


def details_from(options: dict[str, Any]) -> PortalDetails:
    """Return the portal that the command line asks for."""
    languages = [code.strip() for code in options["languages"].split(",") if code.strip()]
    return PortalDetails(
        slug=options["slug"],
        name=options["name"],
        kind=options["kind"],
        short_name=options["short_name"],
        languages=languages,
        default_language=options["default_language"] or (languages[0] if languages else ""),
        localities=options["locality"],
        schools=options["school"],
        modules=options["module"],
        domain=options["domain"],
        administrator_email=options["administrator_email"],
        administrator_name=options["administrator_name"],
        open_now=not options["setting_up"],
    )
