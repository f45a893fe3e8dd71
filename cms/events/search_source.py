"""Events as a source of the public search: what is still to come (C6, C14)."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.events.models import Event
from cms.moderation.words import texts_by_language
from cms.search_index import Document, Source, reindex

EVENTS, EVENT = "events", "event"


def documents(keys: Collection[str] | None) -> Iterator[Document]:
    """Yield the published events with a date that is not over; each until its last one ends."""
    events: Any = Event.objects
    shown = events.shown().select_related("locality").annotate(ends_at=Max("dates__ends_at"))
    coming = shown.filter(ends_at__gt=timezone.now())
    for event in coming if keys is None else coming.filter(pk__in=keys):
        for language, texts in texts_by_language(event, "summary", "description"):
            title, *words = texts
            yield Document(
                key=str(event.pk),
                language=language,
                kind=EVENT,
                title=title,
                text=" ".join(words),
                keywords=f"{event.place} {event.organiser}",
                url=event.get_absolute_url(),
                localities=(event.locality.name,) if event.locality else (),
                shows_until=event.ends_at,
            )


def index_event(key: int) -> None:
    """Bring the index in step with an event and its dates."""
    reindex(EVENTS, [str(key)])


SOURCE = Source(slug=EVENTS, kinds={EVENT: _("Event")}, documents=documents)
