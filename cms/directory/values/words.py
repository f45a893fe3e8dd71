"""Values of entries in words, for people who compare them."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Locality
from cms.directory.models import Location, TaxonomyTerm
from cms.directory.models.schedules import DAYS
from cms.directory.values.shape import NEW_PLACE, SHAPES
from theme.times import day_in_words, time_in_words

LABELS: dict[str, Any] = {
    "terms": gettext_lazy("What it is sorted by"),
    "localities": gettext_lazy("Parts of the area"),
    "places": gettext_lazy("Places"),
    "new_places": gettext_lazy("New places"),
    "cost_options": gettext_lazy("Prices"),
    "schedules": gettext_lazy("Opening times"),
    "phones": gettext_lazy("Telephone numbers"),
    "contacts": gettext_lazy("Whom to ask for"),
}
WHICH = {
    "1": gettext_lazy("first"),
    "2": gettext_lazy("second"),
    "3": gettext_lazy("third"),
    "4": gettext_lazy("fourth"),
    "-1": gettext_lazy("last"),
}
"""Which one of a month, by the number in an RFC 5545 rule."""


def label_of(kind: str, name: str) -> str:
    """Return what a name in the values of that kind is called."""
    if name in LABELS:
        return str(LABELS[name])
    field: Any = SHAPES[kind].model._meta.get_field(name)
    return str(capfirst(field.verbose_name))


class Wording:
    """Puts values into words; names of terms and places are asked for once."""

    def __init__(self, kind: str, *sets: Mapping[str, Any]) -> None:
        self.kind = kind
        self.terms = _named(TaxonomyTerm, sets, "terms")
        self.places = _named(Location, sets, "places")
        self.localities = _named(Locality, sets, "localities")

    def lines(self, name: str, values: Mapping[str, Any]) -> list[str]:
        """Return a value as lines of text; none where it says nothing."""
        value = values.get(name)
        if name == "terms":
            return sorted(self.terms[key] for key in value or () if key in self.terms)
        if name == "localities":
            keys = [str(key) for key in value or ()]
            found = [self.localities[key] for key in keys if key in self.localities]
            return found or [_("The whole area")]
        if name == "places":
            return [self.places[key] for key in value or () if key in self.places]
        if name == "new_places":
            return [place_words(row) for row in value or ()]
        if name == "schedules":
            return [self._times(row, values) for row in value or ()]
        if name in _ROWS:
            return [_ROWS[name](row) for row in value or ()]
        return self._own(name, value)

    def _own(self, name: str, value: Any) -> list[str]:
        if value is None or value == "":
            return []
        field: Any = SHAPES[self.kind].model._meta.get_field(name)
        if isinstance(value, bool):
            return [_("Yes") if value else _("No")]
        if field.is_relation:
            found = field.related_model.objects.filter(pk=value).first()
            return [str(found)] if found else []
        choices = dict(field.flatchoices)
        return str(choices.get(value, value)).split("\n")

    def _times(self, row: Mapping[str, Any], values: Mapping[str, Any]) -> str:
        words = schedule_words(row)
        place = row.get("place") or ""
        name = self.places.get(place, "")
        if place.startswith(NEW_PLACE):
            made = values.get("new_places") or []
            number = int(place.removeprefix(NEW_PLACE))
            name = made[number]["name"] if number < len(made) else ""
        return _("%(times)s, at %(place)s") % {"times": words, "place": name} if name else words


def facts(kind: str, names: Iterable[str], values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what an entry says, name by name, for a list of `{label, lines}`; no empty ones."""
    wording = Wording(kind, values)
    found = [(label_of(kind, name), wording.lines(name, values)) for name in names]
    return [{"label": label, "lines": lines} for label, lines in found if lines]


def schedule_words(row: Mapping[str, Any]) -> str:
    """Return opening times as a sentence's words."""
    hours = _hours(row.get("opens_at"), row.get("closes_at"))
    span = _span(row.get("valid_from"), row.get("valid_to"))
    parts = [_how_often(row), hours, span, row.get("description") or "", row.get("notes") or ""]
    return ", ".join(part for part in parts if part)


def place_words(row: Mapping[str, Any]) -> str:
    """Return a new place on one line."""
    parts = [row.get(key) or "" for key in ("name", "address_1", "city", "county", "postcode")]
    said = ", ".join(part for part in parts if part)
    return _("%(place)s (address kept secret)") % {"place": said} if _secret(row) else said


def _secret(row: Mapping[str, Any]) -> bool:
    return bool(row.get("address_withheld"))


def _how_often(row: Mapping[str, Any]) -> str:
    days = [_day(part) for part in (row.get("byday") or "").split(",") if part]
    days += [
        _("day %(number)s of the month") % {"number": part}
        for part in (row.get("bymonthday") or "").split(",")
        if part
    ]
    said = ", ".join(days)
    every, number = row.get("freq"), int(row.get("interval") or 1)
    if every == "WEEKLY":
        once, more = (
            _("Every week"),
            ngettext("Every %(number)d week", "Every %(number)d weeks", number),
        )
    elif every == "MONTHLY":
        once, more = (
            _("Every month"),
            ngettext("Every %(number)d month", "Every %(number)d months", number),
        )
    else:
        return said
    often = once if number == 1 else more % {"number": number}
    if number > 1 and row.get("dtstart"):
        first = day_in_words(date.fromisoformat(row["dtstart"]))
        often = _("%(often)s from %(day)s") % {"often": often, "day": first}
    return f"{often}: {said}" if said else often


def _day(part: str) -> str:
    name, number = str(DAYS[part[-2:]]), part[:-2]
    if number not in WHICH:
        return name
    return _("the %(which)s %(day)s") % {"which": WHICH[number], "day": name}


def _hours(opens: str | None, closes: str | None) -> str:
    words = {"opens": _clock(opens), "closes": _clock(closes)}
    if opens and closes:
        return _("%(opens)s to %(closes)s") % words
    if opens:
        return _("from %(opens)s") % words
    return _("until %(closes)s") % words if closes else ""


def _clock(text: str | None) -> str:
    return time_in_words(time.fromisoformat(text)) if text else ""


def _span(first: str | None, last: str | None) -> str:
    words = {
        "first": day_in_words(date.fromisoformat(first)) if first else "",
        "last": day_in_words(date.fromisoformat(last)) if last else "",
    }
    if first and last:
        return _("%(first)s to %(last)s") % words
    if first:
        return _("from %(first)s") % words
    return _("until %(last)s") % words if last else ""


def _phone(row: Mapping[str, Any]) -> str:
    extension = _("extension %(number)s") % {"number": row["extension"]} if row["extension"] else ""
    return _joined(row["number"], extension, row["description"], row["description_cy"])


def _contact(row: Mapping[str, Any]) -> str:
    names = ("name", "name_cy", "title", "title_cy", "email", "telephone")
    return _joined(*(row[name] for name in names))


def _cost(row: Mapping[str, Any]) -> str:
    amount = f"£{row['amount']}" if row["amount"] is not None else ""
    words = ("amount_description", "amount_description_cy", "option", "option_cy")
    span = _span(row["valid_from"], row["valid_to"])
    return _joined(amount, *(row[name] for name in words), span)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


_ROWS = {"phones": _phone, "contacts": _contact, "cost_options": _cost}


def _named(model: type[Model], sets: tuple[Mapping[str, Any], ...], name: str) -> dict[str, str]:
    """Return the names of rows by key, for all keys in some sets of values."""
    keys = {key for values in sets for key in values.get(name) or ()}
    if not keys:
        return {}
    rows: Any = model._default_manager.filter(pk__in=keys)
    if model is TaxonomyTerm:
        found = rows.select_related("taxonomy")
        return {str(row.pk): f"{row.taxonomy.said('name')}: {row.said('name')}" for row in found}
    return {str(row.pk): row.said("name") if hasattr(row, "said") else str(row) for row in rows}
