"""Reminding people of pages that are due to be looked at again (C5)."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.notifications import notify
from cms.approvers import people_for
from cms.editing.intervals import AHEAD, reminder_due
from cms.editing.kinds import REVIEW
from cms.models import PageReview
from cms.rules import EDITOR, PUBLISHER, can_edit_page
from tenants.languages import plain_address
from theme.times import day_in_words

LISTED = 20
"""Pages named in one mail at most; the report has them all."""


@transaction.atomic
def remind(today: date | None = None) -> int:
    """Remind everybody of the pages that they answer for; return how many people.

    One mail a person, however many pages. Safe to repeat: a reminder that went out is noted.
    """
    today = today or timezone.localdate()
    rows = list(_due(today))
    by_person: dict[int, tuple[User, list[PageReview]]] = {}
    for review in rows:
        for person in _people(review):
            by_person.setdefault(person.pk, (person, []))[1].append(review)
    for person, reviews in by_person.values():
        _tell(person, reviews, today)
    PageReview.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_on=today)
    return len(by_person)


def _due(today: date) -> Iterator[PageReview]:
    near = PageReview.objects.select_for_update(of=("self",)).filter(
        page__live=True, due_on__lte=today + AHEAD
    )
    for review in near.select_related("page", "person").order_by("due_on", "pk"):
        if reminder_due(review.due_on, today, review.reminded_on):
            yield review


def _people(review: PageReview) -> list[User]:
    """Return who answers for a page: the person named, while they can; else its editors."""
    person = review.person
    if person and person.can_sign_in and can_edit_page(person, review.page):
        return [person]
    return people_for(review.page, (EDITOR, PUBLISHER))


def _tell(person: User, reviews: list[PageReview], today: date) -> None:
    with translation.override(person.language):
        notify(
            person,
            REVIEW,
            title=ngettext(
                "%(number)d page is due for review",
                "%(number)d pages are due for review",
                len(reviews),
            )
            % {"number": len(reviews)},
            text="\n".join(_lines(reviews)),
            path=plain_address("due_for_review", urlconf=settings.ROOT_URLCONF),
            key=f"reviews:{today}:{person.pk}",
        )


def _lines(reviews: list[PageReview]) -> Iterator[str]:
    for review in reviews[:LISTED]:
        words = {"title": review.page.title, "day": day_in_words(review.due_on)}
        yield _("%(title)s: by %(day)s") % words
    more = len(reviews) - LISTED
    if more > 0:
        yield _("And %(more)d more.") % {"more": more}
