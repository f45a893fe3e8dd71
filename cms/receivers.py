"""What changes public pages makes the portal's kept pages stale; a new portal gets its names."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move
from wagtail_localize.models import Translation

from accounts.models import User
from accounts.roles import SECTION
from accounts.services import end_roles_of
from cms.models import Alert, SearchDocument, SitePage, Term
from cms.page_source import PAGES
from cms.search_index import index_what_is_missing, reindex
from cms.sites import name_site
from tenants.connection import connection
from tenants.content_version import public_content_changed
from tenants.current import portal_context
from tenants.models import Domain, Portal
from tenants.signals import portal_created, portal_prepared

SHOWN = (Redirect, Document, Image, PageViewRestriction, Site, Alert, Term)
"""Models, besides pages, whose rows show on public pages."""


@receiver([page_published, page_unpublished, post_page_move])
def page_changed(sender: type[Page], **kwargs: Any) -> None:
    """Publishing, unpublishing and moving change what the public sees."""
    public_content_changed()


@receiver(post_delete)
def page_deleted(sender: type, **kwargs: Any) -> None:
    """So does deleting a page, whatever its type."""
    if issubclass(sender, Page):
        public_content_changed()


@receiver(post_delete, sender=Page)
def section_deleted(sender: type, instance: Page, **kwargs: Any) -> None:
    """Roles that are limited to a page end with it, for whoever deleted it."""
    person = get_active_log_context().user
    actor = person if isinstance(person, User) else None
    end_roles_of(SECTION, [str(instance.pk)], actor=actor, reason="The section was deleted")


@receiver(post_save, sender=Translation)
def copy_taken_down(sender: type, instance: Translation, **kwargs: Any) -> None:
    """A mere copy that is put into its language from now on is a draft until that is done."""
    copies = Page.objects.filter(alias_of__isnull=False, locale=instance.target_locale)
    copies.filter(translation_key=instance.source.object_id).update(live=False)


@receiver([post_save, post_delete])
def shown_thing_changed(sender: type, **kwargs: Any) -> None:
    """So does changing what pages show or link to."""
    if sender in SHOWN:
        public_content_changed()


@receiver([portal_created, portal_prepared])
def fill_in_names(sender: type, portal: Portal, **kwargs: Any) -> None:
    """Keep the site's record in step with the portal's name, domain and the public port."""
    name_site(portal)


@receiver([post_save], sender=Domain)
def domain_changed(sender: type, instance: Domain, created: bool, **kwargs: Any) -> None:
    """Full addresses follow the primary domain."""
    portal = instance.tenant
    if instance.is_primary and connection.schema_name == "public" and _has_pages(portal):
        with portal_context(portal):
            name_site(portal)


def _has_pages(portal: Portal) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"{portal.schema_name}.wagtailcore_site"])
        return cursor.fetchone()[0] is not None


@receiver(post_save)
def page_to_be_indexed(sender: type, instance: Any, **kwargs: Any) -> None:
    """The public search knows a page as it was saved last."""
    if issubclass(sender, SitePage):
        reindex(PAGES, [str(instance.pk)])


@receiver(post_delete)
def page_to_be_forgotten(sender: type, instance: Any, **kwargs: Any) -> None:
    """And knows it no more when it is gone."""
    if issubclass(sender, SitePage):
        SearchDocument.objects.filter(source=PAGES, key=str(instance.pk)).delete()


@receiver(post_page_move)
def pages_to_be_indexed(sender: type, **kwargs: Any) -> None:
    """A page that moves takes those below it into another section."""
    reindex(PAGES)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def restricted_pages_to_be_indexed(sender: type, **kwargs: Any) -> None:
    """Who may see a page counts for all below it."""
    reindex(PAGES)


@receiver(portal_prepared)
def empty_index_filled(sender: type, **kwargs: Any) -> None:
    """A portal from before there was an index, or a source of it, gets it."""
    index_what_is_missing()
