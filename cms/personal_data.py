"""What the pages hold about those who write them: for their own copy, and for when they leave."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.models import EditingSession
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
)
from wagtail.users.models import UserProfile

from cms.models import PageReview, PreviewLink
from tenants.modules import Person, PersonalData
from tenants.personal_data import Holder

Rows = Iterator[Mapping[str, Any]]
CHUNK = 500


def pages(person: Person) -> Rows:
    """Pages that the person began."""
    for page in Page.objects.filter(owner=person.pk).order_by("path").iterator(CHUNK):
        yield {
            _("Page"): page.title,
            _("Web name"): page.slug,
            _("Published first"): page.first_published_at,
            _("Published last"): page.last_published_at,
        }


def revisions(person: Person) -> Rows:
    """Versions of pages that the person saved; the words are on the pages."""
    for each in Revision.objects.filter(user=person.pk).order_by("pk").iterator(CHUNK):
        yield {_("Page"): each.object_str, _("Saved"): each.created_at}


def comments(person: Person) -> Rows:
    """What the person wrote beside pages."""
    own = Comment.objects.filter(user=person.pk).order_by("pk").iterator(CHUNK)
    replies = CommentReply.objects.filter(user=person.pk).order_by("pk").iterator(CHUNK)
    for each in chain(own, replies):
        yield {_("Comment"): each.text, _("Written"): each.created_at}


def uploads(person: Person) -> Rows:
    """Pictures and files that the person uploaded."""
    for model in (Image, Document):
        for each in model.objects.filter(uploaded_by_user=person.pk).iterator(CHUNK):
            yield {_("Title"): each.title, _("File"): each.filename, _("Uploaded"): each.created_at}


def history(person: Person) -> Rows:
    """What the editing area noted that the person did."""
    for model in (PageLogEntry, ModelLogEntry):
        entries = model.objects.filter(user=person.pk).order_by("pk")
        for each in entries.iterator(CHUNK):
            yield {_("What"): each.action, _("To"): each.label, _("When"): each.timestamp}


def answers_for(person: Person) -> Rows:
    """Pages that the person is reminded of, and links to drafts that the person made."""
    for review in PageReview.objects.filter(person=person.pk).select_related("page"):
        yield {_("Page"): review.page.title, _("Due on"): review.due_on}
    for link in PreviewLink.objects.filter(made_by=person.pk).select_related("page"):
        yield {_("Page"): link.page.title, _("Draft shared until"): link.ends_at}


def preferences(person: Person) -> Rows:
    """How the person set up the editing area."""
    for profile in UserProfile.objects.filter(user=person.pk):
        yield {
            _("Language"): profile.preferred_language,
            _("Time zone"): profile.current_time_zone,
            _("Picture"): profile.avatar.name or "",
        }


def forget(person: Person) -> None:
    """Take away preferences and locks; pages, comments and uploads stay, under another name."""
    for profile in UserProfile.objects.filter(user=person.pk):
        if profile.avatar:
            profile.avatar.delete(save=False)
        profile.delete()
    PageSubscription.objects.filter(user=person.pk).delete()
    PageReview.objects.filter(person=person.pk).update(person=None)
    EditingSession.objects.filter(user=person.pk).delete()
    Page.objects.filter(locked_by=person.pk).update(locked=False, locked_at=None, locked_by=None)


HOLDER = Holder(
    slug="cms",
    forget_person=forget,
    personal_data=(
        PersonalData(gettext_lazy("Pages that you began"), pages),
        PersonalData(gettext_lazy("Versions of pages that you saved"), revisions),
        PersonalData(gettext_lazy("Comments that you wrote beside pages"), comments),
        PersonalData(gettext_lazy("Pictures and files that you uploaded"), uploads),
        PersonalData(gettext_lazy("What you did in the editing area"), history),
        PersonalData(gettext_lazy("Pages that you answer for, and drafts you shared"), answers_for),
        PersonalData(gettext_lazy("How you set up the editing area"), preferences),
    ),
)
