"""Services in words: when they are open, for which ages, at what cost, how far."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cms.directory.finder.looking import METRES_IN_A_MILE
from cms.directory.models.schedules import DAYS, Schedule
from cms.directory.models.services import Service
from tenants.postcodes import normalised, outward
from theme.bilingual import said_of
from theme.lists import joined
from theme.times import time_in_words

WEEK = list(DAYS)
WHOLE_MILES = 10
"""From so many miles on, a distance is said without a fraction."""


def distance_in_words(metres: float, postcode: str) -> str:
    """Return "0.8 miles from PL4 8AA"."""
    miles = metres / METRES_IN_A_MILE
    here = normalised(postcode) or outward(postcode) or postcode
    if miles < 0.1:
        return _("Less than 0.1 miles from %(postcode)s") % {"postcode": here}
    said = f"{miles:.0f}" if miles >= WHOLE_MILES else f"{miles:.1f}".removesuffix(".0")
    if said == "1":
        return _("1 mile from %(postcode)s") % {"postcode": here}
    return _("%(miles)s miles from %(postcode)s") % {"miles": said, "postcode": here}


def miles_in_words(miles: int) -> str:
    """Return how far somebody would go."""
    if miles == 1:
        return _("Within 1 mile")
    return _("Within %(miles)d miles") % {"miles": miles}


def ages_in_words(youngest: int | None, oldest: int | None) -> str:
    """Return "Ages 5 to 11", from birth or up to an age; empty where there is no limit."""
    if oldest is None:
        return _("From age %(age)d") % {"age": youngest} if youngest else ""
    if not youngest:
        return _("From birth to age %(age)d") % {"age": oldest}
    return _("Ages %(youngest)d to %(oldest)d") % {"youngest": youngest, "oldest": oldest}


def opening_in_words(schedule: Schedule) -> str:
    """Return days and hours: "Monday to Friday, 9am to 5pm"."""
    said = schedule.said("description")
    if said:
        return said
    return ", ".join(part for part in (_days(schedule), _hours(schedule)) if part)


def _days(schedule: Schedule) -> str:
    if schedule.freq == Schedule.Frequency.MONTHLY:
        return _monthly(schedule)
    days = joined(_runs(schedule.days))
    if schedule.interval == 2 and days:
        return _("every two weeks: %(days)s") % {"days": days}
    return days


def _monthly(schedule: Schedule) -> str:
    order = {"1": _("first"), "2": _("second"), "3": _("third"), "4": _("fourth"), "-1": _("last")}
    said = []
    for part in filter(None, schedule.byday.split(",")):
        which, day = order.get(part[:-2], ""), str(DAYS[part[-2:]])
        said.append(
            _("%(which)s %(day)s of the month") % {"which": which, "day": day} if which else day
        )
    if not said and schedule.bymonthday:
        said.append(_("day %(days)s of the month") % {"days": schedule.bymonthday})
    return joined(said)


def _runs(days: Iterable[str]) -> list[str]:
    """Return days in the week's order; three and more in a row as one stretch."""
    places = sorted({WEEK.index(day) for day in days})
    stretches: list[list[int]] = []
    for place in places:
        if stretches and stretches[-1][-1] == place - 1:
            stretches[-1].append(place)
        else:
            stretches.append([place])
    said: list[str] = []
    for stretch in stretches:
        names = [str(DAYS[WEEK[place]]) for place in stretch]
        if len(names) < 3:
            said += names
        else:
            said.append(_("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]})
    return said


def _hours(schedule: Schedule) -> str:
    start, end = time_in_words(schedule.opens_at), time_in_words(schedule.closes_at)
    if start and end:
        return _("%(from)s to %(until)s") % {"from": start, "until": end}
    if start:
        return _("from %(from)s") % {"from": start}
    return _("until %(until)s") % {"until": end} if end else ""


def cost_in_words(service: Service, prices: Sequence[Any] = ()) -> str:
    """Return what a service costs in a few words; empty where nothing is known."""
    if service.is_free:
        return _("Free")
    return service.said("fees") or "; ".join(price_in_words(each) for each in prices)


def price_in_words(price: Any) -> str:
    """Return a price, a row as JSON: "£3.50, for a family"."""
    amount = Decimal(str(price["amount"])) if price["amount"] is not None else None
    said = [f"£{amount:.2f}".removesuffix(".00")] if amount is not None else []
    said += [said_of(price, name) for name in ("amount_description", "option")]
    return ", ".join(part for part in said if part)
