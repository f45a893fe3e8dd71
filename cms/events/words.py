"""Events in words: when, how often, where, for whom, at what cost."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.events.models.dates import EventDate
from cms.events.models.events import Event, Frequency
from cms.events.recurrence import LAST, place_in_month
from theme.times import day_in_words, time_in_words, weekday_in_words


def when(date: EventDate) -> str:
    """Return day and times of a date, in words."""
    start, end = timezone.localtime(date.starts_at), timezone.localtime(date.ends_at)
    if start.date() == end.date():
        words = {
            "day": weekday_in_words(start),
            "from": time_in_words(start),
            "until": time_in_words(end),
        }
        return _("%(day)s, %(from)s to %(until)s") % words
    return _("%(day)s, %(from)s, to %(end)s, %(until)s") % {
        "day": weekday_in_words(start),
        "from": time_in_words(start),
        "end": weekday_in_words(end),
        "until": time_in_words(end),
    }


def how_often(event: Event) -> str:
    """Return how an event is repeated, in words; empty for once."""
    if event.frequency == Frequency.ONCE:
        return ""
    said = _every(event)
    if event.repeat_until:
        return _("%(often)s, until %(day)s") % {
            "often": said,
            "day": day_in_words(event.repeat_until),
        }
    if event.repeat_count:
        return ngettext("%(often)s, %(n)d time", "%(often)s, %(n)d times", event.repeat_count) % {
            "often": said,
            "n": event.repeat_count,
        }
    return said


def _every(event: Event) -> str:
    day = event.first_on
    if event.frequency == Frequency.MONTHLY_DAY:
        if day.day > 28:
            words = _("Every month on day %(day)d, or on the last day of a shorter month")
        else:
            words = _("Every month on day %(day)d")
        return words % {"day": day.day}
    if event.frequency == Frequency.MONTHLY_WEEKDAY:
        order = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), LAST: _("last")}
        return _("Every month on the %(which)s %(weekday)s") % {
            "which": order[place_in_month(day)],
            "weekday": date_format(day, "l"),
        }
    names = weekday_names()
    days = and_joined([names[number] for number in sorted({*event.weekdays, day.weekday()})])
    if event.frequency == Frequency.FORTNIGHTLY:
        return _("Every two weeks on %(days)s") % {"days": days}
    return _("Every week on %(days)s") % {"days": days}


def weekday_names() -> list[str]:
    """Return the names of the days, Monday first."""
    return [
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    ]


def and_joined(words: Sequence[str]) -> str:
    """Return words as a list in a sentence."""
    if len(words) < 2:
        return "".join(words)
    return _("%(some)s and %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}


def price_of(event: Event) -> str:
    """Return what it costs, in words."""
    return event.price or _("Free")


def organiser_of(event: Event, portal: Any) -> str:
    """Return who runs it: a partner agency, or the portal's own team."""
    return event.organiser or str(portal.title)


def audience_of(event: Event) -> str:
    """Return whom it is for, in a sentence's words; everybody where nothing was chosen."""
    return capfirst(and_joined([str(words) for words in event.audience_words()])) or _("Everyone")


def tag_of(date: EventDate) -> str:
    """Return the one word that somebody must see before they set out."""
    if date.is_called_off:
        return _("Called off")
    if date.is_moved:
        return _("Changed")
    if date.event.takes_bookings and date.places_left == 0:
        return _("Full")
    return ""


def card_of(date: EventDate) -> dict[str, Any]:
    """Return a date as a card of the theme's list."""
    event = date.event
    where = date.place or event.place
    places = [_("Online")] if event.is_online else []
    places += [part for part in (where, event.locality.title if event.locality else "") if part]
    return {
        "title": event.said("title"),
        "url": f"{event.get_absolute_url()}#date-{date.pk}",
        "text": event.said("summary"),
        "tag": tag_of(date),
        "meta": " · ".join([when(date), ", ".join(dict.fromkeys(places)), price_of(event)]),
    }
