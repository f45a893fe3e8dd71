"""Links that let people without an account read a draft for some days (C5)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.ledger import record
from accounts.models import User
from cms.models import PreviewLink, SitePage
from cms.models.editing import PREVIEW_DAYS, PREVIEW_LONGEST
from cms.rules import can_share_draft
from cms.verbs import Verb
from tenants.current import current_portal
from tenants.errors import ServiceError
from tenants.languages import in_language, plain_address
from tenants.links import sign, unsign

PURPOSE = "cms.draft_preview"
SECONDS = (PREVIEW_LONGEST + 1) * 24 * 60 * 60
LISTED = timedelta(days=30)
"""For so long links that have ended are still listed."""


@transaction.atomic
def share_draft(
    *, actor: User, page: Page, days: int = PREVIEW_DAYS, for_whom: str = ""
) -> PreviewLink:
    """Make a link to a page's draft. Raises `ServiceError` by field."""
    if not can_share_draft(actor, page):
        raise ServiceError(_("You cannot share this page's draft."))
    if not 1 <= days <= PREVIEW_LONGEST:
        text = _("Enter a number of days from 1 to %(most)d.") % {"most": PREVIEW_LONGEST}
        raise ServiceError({"days": text})
    ends_at = timezone.now() + timedelta(days=days)
    link = PreviewLink.objects.create(
        page=page, made_by=actor, ends_at=ends_at, for_whom=for_whom[:120]
    )
    detail = {"page": page.title, "days": days, "for": link.for_whom}
    record(actor=actor, verb=Verb.PREVIEW_SHARED, subject=link, detail=detail)
    return link


@transaction.atomic
def end_preview(*, actor: User, link: PreviewLink) -> None:
    """Make a link stop working now. Raises `ServiceError`; twice is once."""
    if not can_share_draft(actor, link.page):
        raise ServiceError(_("You cannot share this page's draft."))
    row = PreviewLink.objects.select_for_update().get(pk=link.pk)
    if row.ends_at <= timezone.now():
        return
    row.ends_at = timezone.now()
    row.save(update_fields=["ends_at"])
    detail = {"page": link.page.title, "for": row.for_whom}
    record(actor=actor, verb=Verb.PREVIEW_ENDED, subject=row, detail=detail)


def address_of_preview(link: PreviewLink, language: str) -> str:
    """Return the full address of a link on this portal; the same each time but for its stamp."""
    path = plain_address("draft_preview", sign(PURPOSE, [link.pk, link.page_id]))
    return current_portal().url(in_language(path, language))


def draft_behind(token: str) -> tuple[SitePage, PreviewLink] | None:
    """Return the draft that a token opens, and its link; None once the link has ended.

    Raises `LinkRefused` for a token that is not this portal's.
    """
    key, page = unsign(PURPOSE, token, seconds=SECONDS)
    working = PreviewLink.objects.working(timezone.now()).select_related("page")
    link = working.filter(pk=key, page=page).first()
    draft = link.page.get_latest_revision_as_object() if link else None
    if link is None or not isinstance(draft, SitePage):
        return None
    return draft, link


def forget_old_links() -> int:
    """Forget links that ended long ago; return how many."""
    gone, _by_model = PreviewLink.objects.filter(ends_at__lt=timezone.now() - LISTED).delete()
    return int(gone)
