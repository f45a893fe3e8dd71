"""Getting deleted pages back within thirty days, and forgetting them after that (C5)."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex
from wagtail.search import index

from accounts.ledger import record
from accounts.models import User
from accounts.roles import PORTAL_ADMINISTRATOR
from cms.approvers import section_paths
from cms.editing.archive import pages_in, put_back, written_down
from cms.models import DeletedPage
from cms.models.editing import KEPT_DAYS
from cms.page_source import PAGES
from cms.rules import (
    AUTHOR,
    EDITOR,
    PUBLISHER,
    WRITERS,
    can_forget_page,
    can_restore_page,
)
from cms.search_index import reindex
from cms.verbs import Verb
from tenants.content_version import public_content_changed
from tenants.errors import ServiceError

RESTORED = "cms.restore"
"""What Wagtail's history of a page says of its return."""


def keep_deleted(*, actor: User, root: Page) -> DeletedPage:
    """Write a page down that is about to be deleted, with all below it, in that transaction."""
    archive = written_down(root)
    pages = pages_in(archive)
    parent = root.get_parent()
    row = DeletedPage.objects.create(
        title=root.title,
        kind=str(root.specific_class._meta.verbose_name)[:100] if root.specific_class else "",
        address=root.url_path,
        parent_key=parent.pk,
        parent_title=parent.title,
        pages=len(pages),
        was_live=any(page["fields"]["live"] for page in pages),
        deleted_by=actor,
        archive={**archive, "left": _left_of(root)},
    )
    detail = {"title": root.title, "pages": len(pages)}
    record(actor=actor, verb=Verb.PAGE_DELETED, subject=row, detail=detail)
    return row


def _left_of(page: Page) -> int:
    """Return the key of the sister before a page; 0 for the first."""
    sister = page.get_prev_sibling()
    return sister.pk if sister else 0


def restorable_by(person: User) -> QuerySet[DeletedPage]:
    """Return what somebody may restore: the same as `can_restore_page`, as a filter."""
    if person.has_role(PORTAL_ADMINISTRATOR):
        return DeletedPage.objects.listed()
    found = Q(pk__in=[])
    for role in WRITERS:
        if person.has_role(role):
            found |= _what(role, person)
        for path in section_paths(person, [role]):
            inside = Page.objects.filter(path__startswith=path).values("pk")
            found |= _what(role, person) & Q(parent_key__in=inside)
    return DeletedPage.objects.listed().filter(found, pages=1)


def _what(role: str, person: User) -> Q:
    return {
        PUBLISHER: Q(pages=1),
        EDITOR: Q(was_live=False),
        AUTHOR: Q(was_live=False, deleted_by=person),
    }[role]


@transaction.atomic
def restore_page(
    *, actor: User, deleted: DeletedPage, parent: Page | None = None, slug: str = ""
) -> Page:
    """Put a deleted page back where it stood, or below another page, as it was.

    Raises `ServiceError` by field: `parent` where the page above is gone or takes no such page,
    `slug` where another page has taken its address.
    """
    row = DeletedPage.objects.select_for_update().filter(pk=deleted.pk).first()
    if row is None:
        raise ServiceError(_("This page is restored already, or forgotten."))
    if not can_restore_page(actor, row):
        raise ServiceError(_("You cannot restore this page."))
    above = _parent(row, parent, actor)
    top = pages_in(row.archive)[0]["fields"]
    slug = slug or top["slug"]
    if above.get_children().filter(slug=slug).exists():
        text = _("“%(slug)s” is taken by another page there. Enter another end of the address.")
        raise ServiceError({"slug": text % {"slug": slug}})
    left = row.archive.get("left", 0)
    keys = put_back(
        row.archive, path=_next_path(above), url_path=f"{above.url_path}{slug}/", slug=slug
    )
    Page.objects.filter(pk=above.pk).update(numchild=F("numchild") + 1)
    if above.pk == row.parent_key:
        _take_old_place(keys[0], above, left)
    _make_known(keys)
    page = Page.objects.get(pk=keys[0]).specific
    log(instance=page, action=RESTORED, user=actor)
    detail = {"title": row.title, "pages": len(keys)}
    record(actor=actor, verb=Verb.PAGE_RESTORED, subject=page, detail=detail)
    row.delete()
    public_content_changed()
    return page


def _parent(row: DeletedPage, chosen: Page | None, actor: User) -> Page:
    """Return the page to put it below, locked."""
    key = chosen.pk if chosen else row.parent_key
    above = Page.objects.select_for_update().filter(pk=key).first()
    if above is None:
        text = _("The page above it, “%(title)s”, is gone. Choose another page to put it below.")
        raise ServiceError({"parent": text % {"title": row.parent_title}})
    if above.pk != row.parent_key and not _may_put_below(actor, above, row):
        raise ServiceError({"parent": _("This page cannot stand there.")})
    return above


def _may_put_below(actor: User, above: Page, row: DeletedPage) -> bool:
    allowed = above.permissions_for_user(actor)
    if not allowed.can_add_subpage():
        return False
    return allowed.can_publish() if row.was_live else True


def _next_path(above: Page) -> str:
    last = above.get_children().order_by("path").last()
    if last is not None:
        return str(last._inc_path())
    return str(Page._get_path(above.path, above.depth + 1, 1))


def _take_old_place(key: int, above: Page, left: int) -> None:
    """Put the page behind the sister that it stood behind, while she is there."""
    page, sisters = Page.objects.get(pk=key), Page.objects.child_of(Page.objects.get(pk=above.pk))
    before = sisters.filter(pk=left).first()
    first = sisters.exclude(pk=key).order_by("path").first()
    if before is not None:
        page.move(before, pos="right")
    elif left == 0 and first is not None:
        page.move(first, pos="left")


def _make_known(keys: Iterable[int]) -> None:
    """Put pages into what is made from them: both searches and the table of references."""
    keys = list(keys)
    for page in Page.objects.filter(pk__in=keys).specific():
        index.insert_or_update_object(page)
        ReferenceIndex.create_or_update_for_object(page)
    reindex(PAGES, [str(key) for key in keys])


@transaction.atomic
def forget_page(*, actor: User, deleted: DeletedPage) -> None:
    """Forget a deleted page for good, before its time. Raises `ServiceError`."""
    if not can_forget_page(actor):
        raise ServiceError(_("Only the portal's administrators forget deleted pages."))
    row = DeletedPage.objects.select_for_update().filter(pk=deleted.pk).first()
    if row is None:
        raise ServiceError(_("This page is restored already, or forgotten."))
    record(actor=actor, verb=Verb.PAGE_FORGOTTEN, subject=row, detail={"title": row.title})
    row.delete()


def forget_old_pages() -> int:
    """Forget what was deleted more than thirty days ago; return how many pages."""
    moment = timezone.now() - timedelta(days=KEPT_DAYS)
    gone, _by_model = DeletedPage.objects.deleted_before(moment).delete()
    return int(gone)
