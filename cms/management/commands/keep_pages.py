"""The daily work on pages: reviews, what is due by the clock, what is over."""

from argparse import ArgumentParser
from typing import Any

from django.db import transaction
from tqdm import tqdm

from cms.editing.links import check_links_daily
from cms.editing.previews import forget_old_links
from cms.editing.reminders import remind
from cms.editing.reviews import begin_reviews
from cms.editing.schedule import publish_due
from cms.editing.undelete import forget_old_pages
from tenants.current import portal_context
from tenants.management.portal_command import AnyPortalCommand


class Command(AnyPortalCommand):
    """A daily job: a second run on a day finds nothing to do."""

    help = "Publish what is due, remind of reviews, forget deleted pages, check links."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one portal, or none for all."""
        parser.add_argument("--portal", metavar="SLUG", help="only this portal")

    def handle(self, *args: Any, portal: str | None, **options: Any) -> None:
        """Keep one portal after another; say what was done."""
        places = [place for place in self.find_places(portal) if not place.is_platform]
        for place in tqdm(places, unit=" portals", disable=None):
            with portal_context(place):
                publish_due()
                with transaction.atomic():
                    begin_reviews()
                told = remind()
                gone = forget_old_pages() + forget_old_links()
                broken = check_links_daily()
            self.stdout.write(
                f"{place.slug}: {told} people reminded, {gone} rows forgotten, "
                f"{broken} links lead nowhere."
            )
