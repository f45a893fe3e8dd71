"""Looking at pages again: when, by whom, and that it was done (C5)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.ledger import record
from accounts.models import User
from cms.editing.intervals import later, months_for
from cms.models import PageReview, PolicyPage, SitePage
from cms.models.editing import LONGEST_INTERVAL
from cms.rules import can_edit_page
from cms.verbs import Verb
from tenants.current import current_portal
from tenants.errors import ServiceError

BATCH = 500


def begin_reviews() -> int:
    """Set a first day for every published page that has none; return for how many.

    Counted from when the page was published or the portal made, whichever is later: starter pages
    are older than the portal. A policy says itself when it is due.
    """
    opened = timezone.localdate(current_portal().created_at)
    pages = SitePage.objects.live().filter(review__isnull=True).select_related("content_type")
    policies = dict(
        PolicyPage.objects.filter(review_on__isnull=False).values_list("pk", "review_on")
    )
    rows = [_first(page, opened, policies.get(page.pk)) for page in pages]
    PageReview.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)


def _first(page: SitePage, opened: date, said: date | None) -> PageReview:
    months = months_for(page.content_type.model)
    published = page.last_published_at and timezone.localdate(page.last_published_at)
    due = said or later(max(published or opened, opened), months)
    return PageReview(page_id=page.pk, due_on=due, months=months)


def follow_policies(policies: Iterable[PolicyPage]) -> None:
    """Take over the day that a policy prints, once it is published with it."""
    for policy in policies:
        if policy.review_on:
            PageReview.objects.filter(page=policy.pk).exclude(due_on=policy.review_on).update(
                due_on=policy.review_on, reminded_on=None
            )


@transaction.atomic
def set_review(
    *, actor: User, page: Page, due_on: date, months: int, post: str, person: User | None
) -> PageReview:
    """Say when a page is looked at again, and who answers for it. Raises `ServiceError`."""
    _check(actor, page)
    if not 1 <= months <= LONGEST_INTERVAL:
        text = _("Enter a number of months from 1 to %(most)d.") % {"most": LONGEST_INTERVAL}
        raise ServiceError({"months": text})
    if person is not None and not can_edit_page(person, page):
        raise ServiceError({"person": _("This person cannot edit the page.")})
    review = _row(page)
    review.months, review.post, review.person = months, post, person
    if review.due_on != due_on:
        review.due_on, review.reminded_on = due_on, None
    review.save()
    detail = {"due_on": due_on.isoformat(), "months": months, "post": post}
    record(actor=actor, verb=Verb.REVIEW_CHANGED, subject=page, detail=detail)
    return review


@transaction.atomic
def mark_reviewed(*, actor: User, page: Page) -> PageReview:
    """Say that a page was looked at today; it is due again in its months.

    Raises `ServiceError` for who may not edit it. Pressed twice on a day it counts once.
    """
    _check(actor, page)
    review, today = _row(page), timezone.localdate()
    due = later(today, review.months)
    if review.reviewed_on == today and review.due_on == due:
        return review
    review.reviewed_on, review.reviewed_by = today, actor
    review.due_on, review.reminded_on = due, None
    review.save()
    detail = {"due_on": due.isoformat()}
    record(actor=actor, verb=Verb.PAGE_REVIEWED, subject=page, detail=detail)
    return review


def _check(actor: User, page: Page) -> None:
    if not can_edit_page(actor, page):
        raise ServiceError(_("You cannot edit this page."))


def _row(page: Page) -> PageReview:
    """Return a page's review, locked; made where the page has none yet."""
    months = months_for(page.specific_class._meta.model_name or "")
    first = {"due_on": later(timezone.localdate(), months), "months": months}
    return PageReview.objects.select_for_update().get_or_create(page=page, defaults=first)[0]
