"""What happens to pages, heard from Wagtail and Django: deletions are kept, reviews follow (C5)."""

from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page
from wagtail.signals import page_published

from accounts.models import User
from cms.editing.reviews import begin_reviews, follow_policies
from cms.editing.undelete import keep_deleted
from cms.models import PolicyPage
from tenants.connection import connection
from tenants.models import Portal
from tenants.provisioning.schema import TEMPLATE_SCHEMA
from tenants.signals import portal_created, portal_prepared

KEPT = "_casement_kept"
"""Marks a deletion whose pages are written down."""


@receiver(pre_delete, sender=Page)
def page_to_be_deleted(
    sender: type, instance: Page, origin: Model | QuerySet[Any] | None = None, **kwargs: Any
) -> None:
    """Write down what a person deletes, once for each deletion, before anything is gone."""
    person = get_active_log_context().user
    if not isinstance(person, User) or not isinstance(origin, QuerySet):
        return
    if not issubclass(origin.model, Page) or getattr(origin, KEPT, False):
        return
    setattr(origin, KEPT, True)
    for root in _topmost(origin):
        keep_deleted(actor=person, root=root)


def _topmost(pages: QuerySet[Any]) -> list[Page]:
    """Return the pages of a deletion that are below no other one of it."""
    found: list[Page] = []
    for page in Page.objects.filter(pk__in=pages.values("pk")).order_by("path"):
        if not found or not page.path.startswith(found[-1].path):
            found.append(page)
    return found


@receiver(page_published)
def page_has_a_review(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page that is published gets its first day; a policy's own day holds."""
    if connection.schema_name == TEMPLATE_SCHEMA:
        return
    begin_reviews()
    if isinstance(instance, PolicyPage):
        follow_policies([instance])


@receiver([portal_created, portal_prepared])
def pages_have_reviews(sender: type, portal: Portal, **kwargs: Any) -> None:
    """Starter pages get their first day with their portal."""
    begin_reviews()
