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
from cms.events.recurrence import LAST, left_out_of, place_in_month
from theme.lists import joined
from theme.times import day_in_words, days_in_words, time_in_words, weekday_in_words


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
    """Return how an event is repeated, in words, and when it is not; empty for once."""
    if event.frequency == Frequency.ONCE:
        return ""
    off = left_out_of(event.repeat, event.first_on)
    said, today = _often(event, len(off)), timezone.localdate()
    days = [day_in_words(day) for day in off if day >= today]
    if not days:
        return said
    return _("%(often)s, but not on %(days)s") % {"often": said, "days": joined(days)}


def _often(event: Event, off: int) -> str:
    said = _every(event)
    if event.repeat_until:
        return _("%(often)s, until %(day)s") % {
            "often": said,
            "day": day_in_words(event.repeat_until),
        }
    if event.repeat_count:
        times = event.repeat_count - off
        return ngettext("%(often)s, %(n)d time", "%(often)s, %(n)d times", times) % {
            "often": said,
            "n": times,
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
    days = joined([names[number] for number in sorted({*event.weekdays, day.weekday()})])
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


def price_of(event: Event) -> str:
    """Return what it costs, in words."""
    return event.price or _("Free")


def organiser_of(event: Event, portal: Any) -> str:
    """Return who runs it: a partner agency, or the portal's own team."""
    return event.organiser or str(portal.title)


def audience_of(event: Event) -> str:
    """Return whom it is for, in a sentence's words; everybody where nothing was chosen."""
    return capfirst(joined([str(words) for words in event.audience_words()])) or _("Everyone")


def tag_of(date: EventDate) -> str:
    """Return the one word that somebody must see before they set out."""
    if date.is_called_off:
        return _("Called off")
    if date.is_moved:
        return _("Changed")
    if date.event.takes_bookings and date.places_left == 0:
        return _("Full")
    return ""


def event_card(dates: Sequence[EventDate], most: int) -> dict[str, Any]:
    """Return an event with its next dates as a card: the first that takes place, then `most` more.

    A date that is called off is named as such. `dates` has one more than are shown where there are.
    """
    on = [each for each in dates if not each.is_called_off]
    off = [each.starts_at for each in dates if each.is_called_off] if on else []
    then = [each.starts_at for each in on[1:]]
    said = [_("Called off: %(days)s") % {"days": days_in_words(off)}] if off else []
    if then:
        more = len(dates) > most + 1
        words = _("Then %(days)s, and later") if more else _("Then %(days)s")
        said.append(words % {"days": days_in_words(then[:most])})
    card = card_of(on[0] if on else dates[0])
    return card | {"meta": " · ".join([card["meta"], *said])}


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
