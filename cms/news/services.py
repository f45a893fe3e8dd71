"""Every write to news."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.models import Image

from accounts.addresses import page_of_portal
from accounts.ledger import record
from cms.moderation.mails import send_after_commit
from cms.moderation.services import decide, fill, mark_sent
from cms.moderation.states import Status
from cms.news.models import NewsItem
from cms.news.rules import can_edit_news, can_publish_news, can_send_news, can_write_news
from cms.news.verbs import Verb
from tenants.content_version import public_content_changed
from tenants.errors import ServiceError

RECEIVED = gettext_lazy("We have your news “%(title)s”")
ACCEPTED = gettext_lazy("Your news “%(title)s” is on %(portal)s")
NOT_ACCEPTED = gettext_lazy("Your news “%(title)s” and %(portal)s")
NOT_ALLOWED = gettext_lazy("You cannot change this news.")


@transaction.atomic
def save_news(
    *,
    actor: Any,
    item: NewsItem | None,
    values: Mapping[str, Any],
    upload: UploadedFile | None = None,
    without_picture: bool = False,
) -> NewsItem:
    """Keep what was written; new news is a draft. Raises `ServiceError`.

    `upload` becomes its picture; `without_picture` takes away the one that it has.
    """
    if item is None:
        if not can_write_news(actor):
            raise ServiceError(str(NOT_ALLOWED))
        item = NewsItem()
    else:
        item = NewsItem.objects.select_for_update().get(pk=item.pk)
        if not can_edit_news(actor, item):
            raise ServiceError(str(NOT_ALLOWED))
    fill(item, values)
    if without_picture:
        item.picture, item.picture_text, item.picture_decorates = None, "", False
    elif upload is not None:
        item.picture = Image.objects.create(
            title=item.title, file=upload, uploaded_by_user=actor, **_size(upload)
        )
    item.save()
    if item.is_shown:
        public_content_changed()
    record(actor=actor, verb=Verb.SAVED, subject=item)
    return item


@transaction.atomic
def send_news(
    *, actor: Any, values: Mapping[str, Any], name: str = "", email: str = ""
) -> NewsItem:
    """Take news that somebody sent in: it waits, and the sender gets a mail (PPP App. C)."""
    if not can_send_news(actor):
        raise ServiceError(_("You cannot send news in."))
    item = NewsItem()
    fill(item, values)
    mark_sent(item, actor=actor, name=name, email=email)
    item.save()
    record(actor=item.sender or actor, verb=Verb.SENT_IN, subject=item)
    _write(item, "news/mail/received", RECEIVED)
    return item


@transaction.atomic
def publish_news(*, actor: Any, item: NewsItem, changes: bool = False) -> NewsItem:
    """Show news to the public; who sent it in is told. Raises `ServiceError`."""
    item = _locked(actor, item)
    before = decide(item, Status.PUBLISHED, actor=actor)
    item.save()
    public_content_changed()
    record(actor=actor, verb=Verb.PUBLISHED, subject=item, detail={"changes": changes})
    if item.was_sent_in and before in (Status.WAITING, Status.REFUSED):
        link = page_of_portal(item.get_absolute_url())
        _write(item, "news/mail/accepted", ACCEPTED, link=link, changes=changes)
    return item


@transaction.atomic
def refuse_news(*, actor: Any, item: NewsItem, reason: str) -> NewsItem:
    """Refuse what was sent in; the sender reads why. Raises `ServiceError`."""
    item = _locked(actor, item)
    decide(item, Status.REFUSED, actor=actor, reason=reason)
    item.save()
    record(actor=actor, verb=Verb.REFUSED, subject=item, detail={"reason": item.reason})
    _write(item, "news/mail/refused", NOT_ACCEPTED, reason=item.reason)
    return item


@transaction.atomic
def take_down_news(*, actor: Any, item: NewsItem) -> NewsItem:
    """Take news off the site; it can be published again. Raises `ServiceError`."""
    item = _locked(actor, item)
    decide(item, Status.WITHDRAWN, actor=actor)
    item.save()
    public_content_changed()
    record(actor=actor, verb=Verb.TAKEN_DOWN, subject=item)
    return item


def _locked(actor: Any, item: NewsItem) -> NewsItem:
    if not can_publish_news(actor, item):
        raise ServiceError(_("Only publishers decide what is shown."))
    return NewsItem.objects.select_for_update().get(pk=item.pk)


def _size(upload: Any) -> dict[str, int]:
    width, height = upload.image.size
    return {"width": width, "height": height}


def _write(item: NewsItem, template: str, subject: Any, **context: Any) -> None:
    send_after_commit(
        template,
        to=item.sender_email,
        subject=subject,
        language=item.sender_language,
        title=item.said_then("title"),
        name=item.sender_name,
        **context,
    )
