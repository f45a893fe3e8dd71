"""Looking through the links of all published pages for those that lead nowhere (C5)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from accounts.ledger import record
from accounts.models import User
from cms.editing.found_links import ADDRESS, DOCUMENT, PAGE, Found, is_well_formed, links_in
from cms.editing.outside import answers
from cms.models import BrokenLink, LinkCheck, SitePage
from cms.page_map import page_map
from cms.rules import can_check_links
from cms.verbs import Verb
from tenants.current import current_portal
from tenants.errors import ServiceError
from tenants.languages import split
from tenants.tasks import portal_task

CHUNK = 20
"""Pages between two notes of how far a check is."""
LOST = timedelta(hours=1)
"""After so long a check that is not finished will not be."""
Reason = BrokenLink.Reason


@transaction.atomic
def start_link_check(*, actor: User) -> LinkCheck:
    """Have all links looked through by the worker. Raises `ServiceError`; one at a time."""
    if not can_check_links(actor):
        raise ServiceError(_("Only editors and publishers of the whole portal check its links."))
    LinkCheck.objects.filter(finished_at=None, asked_at__lt=timezone.now() - LOST).delete()
    try:
        with transaction.atomic():
            check = LinkCheck.objects.create(asked_by=actor, total=_pages().count())
    except IntegrityError:
        raise ServiceError(_("The links are being looked through now.")) from None
    record(actor=actor, verb=Verb.LINKS_CHECKED, detail={"pages": check.total})
    run_link_check.enqueue(check=check.pk)
    return check


def check_links_daily() -> int:
    """Look through them without being asked; return how many lead nowhere."""
    LinkCheck.objects.filter(finished_at=None).delete()
    return _look_through(LinkCheck.objects.create(total=_pages().count()))


@portal_task
def run_link_check(*, check: int) -> None:
    """Do what somebody asked for, once."""
    row = LinkCheck.objects.filter(pk=check, finished_at=None).first()
    if row is not None:
        _look_through(row)


def _look_through(check: LinkCheck) -> int:
    """Write down what leads nowhere, then forget the check before."""
    number = 0
    for checked, page in enumerate(_pages().specific().iterator(CHUNK), start=1):
        rows = [
            BrokenLink(
                link_check=check,
                page_id=page.pk,
                text=found.text[:200],
                target=_shown(found)[:500],
                reason=reason,
            )
            for found in links_of(page)
            if (reason := trouble_with(found))
        ]
        BrokenLink.objects.bulk_create(rows)
        number += len(rows)
        if checked % CHUNK == 0:
            LinkCheck.objects.filter(pk=check.pk).update(checked=min(checked, check.total))
    with transaction.atomic():
        LinkCheck.objects.exclude(pk=check.pk).delete()
        check.checked, check.finished_at = check.total, timezone.now()
        check.save(update_fields=["checked", "finished_at"])
    return number


def _pages() -> Any:
    return SitePage.objects.shown().order_by("path")


def links_of(page: Any) -> Iterator[Found]:
    """Yield the links in all texts of a page, of whatever type it is."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from links_in(list(getattr(page, field.name).get_prep_value()))
        elif isinstance(field, RichTextField):
            yield from links_in(getattr(page, field.name) or "")


def trouble_with(found: Found) -> str:
    """Return why a link leads nowhere; empty for one that is right."""
    if found.kind == PAGE:
        return _trouble_with_page(found.key)
    if found.kind == DOCUMENT:
        is_there = get_document_model().objects.filter(pk=found.key).exists()
        return "" if is_there else Reason.NO_DOCUMENT
    return _trouble_with_address(found.target.strip()) if found.kind == ADDRESS else ""


def _trouble_with_page(key: int) -> str:
    if page_map().linked(key):
        return ""
    page = Page.objects.filter(pk=key).first()
    if page is None:
        return Reason.GONE
    return Reason.CLOSED if page.live else Reason.NOT_LIVE


def _trouble_with_address(address: str) -> str:
    if not is_well_formed(address):
        return Reason.MALFORMED
    parts = urlsplit(address)
    own = parts.netloc in ("", urlsplit(current_portal().url()).netloc)
    if own and parts.path.startswith("/"):
        return "" if _is_here(parts.path) else Reason.NOT_FOUND
    if parts.netloc and not own and settings.CHECK_LINKS_OUTSIDE and not answers(address):
        return Reason.NO_ANSWER
    return ""


def _is_here(path: str) -> bool:
    pages = page_map()
    if path in pages.by_url or pages.standing_in(path):
        return True
    try:
        name = resolve(split(path)[1]).url_name
    except Resolver404:
        name = "wagtail_serve"
    old = Redirect.normalise_path(path)
    return name != "wagtail_serve" or Redirect.objects.filter(old_path=old).exists()


def _shown(found: Found) -> str:
    """Return what a link leads to as its editor knows it."""
    if found.kind == PAGE:
        title = Page.objects.filter(pk=found.key).values_list("title", flat=True).first()
        return title or _("page no. %(key)s") % {"key": found.target}
    if found.kind == DOCUMENT:
        return _("document no. %(key)s") % {"key": found.target}
    return found.target
