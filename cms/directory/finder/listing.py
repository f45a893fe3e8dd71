"""The finder's page: reads the address, looks, and says in words what was found and what not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.days import end_of
from cms.directory.facets import Facet as Code
from cms.directory.finder.asked import AGE, POSTCODE, WITHIN, WORDS, Asked, read_facets
from cms.directory.finder.cards import cards_of
from cms.directory.finder.catalogue import COST, DAY, FREE, LOCALITY, Catalogue, catalogue
from cms.directory.finder.forms import FinderForm
from cms.directory.finder.looking import Found, look
from cms.directory.finder.words import miles_in_words
from cms.directory.models.schedules import DAYS
from cms.directory.search_kinds import DIRECTORY, SERVICE
from cms.search import findable
from cms.search_queries import Fit, best_of, in_any_way
from cms.spelling import did_you_mean
from tenants.distances import Point
from tenants.gazetteer import find_point
from tenants.languages import addressed_in
from tenants.page_cache import stale_from

FIRST_FACETS = (LOCALITY, Code.NEED, DAY, COST)
"""Shown first among the choices; the others follow in the portal's order."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A box to tick, with how many would be found."""

    id: str
    value: str
    text: str
    count: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The boxes of one facet."""

    name: str
    title: str
    choices: list[Choice]


def stale_with_the_day(request: HttpRequest) -> None:
    """A page of the directory holds until midnight: entries become overdue or end with a day."""
    stale_from(request, end_of(timezone.localdate()))


def listing(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the finder's page. The form's errors stand beside what was found."""
    stale_with_the_day(request)
    known, form, after = catalogue(), FinderForm(request.GET), request.GET.get("after", "")
    point = _point(form)
    asked = Asked(
        words=form.value(WORDS) or "",
        postcode=form.value(POSTCODE) if point else "",
        miles=int(form.value(WITHIN) or 0) or None if point else None,
        age=form.value(AGE),
        facets=read_facets(request.GET, known),
    )
    worded = _worded(asked.words)
    found = look(
        known, asked, ranks=worded.ranks, point=point, language=addressed_in(), after=after
    )
    here = request.path
    return {
        "form": form,
        "asked": asked,
        "groups": list(_groups(known, asked, found)),
        "chosen": list(_chosen(known, asked, here)),
        "clear_url": here,
        "found": found,
        "cards": cards_of(
            known, found.page, metres=found.metres, point=point, postcode=asked.postcode
        ),
        "left_out": [text for name, text in _names(known, asked) if name in found.left_out],
        "fit": "" if WORDS in found.left_out else worded.fit,
        "did_you_mean": worded.mended,
        "did_you_mean_url": here + replace(asked, words=worded.mended).query(),
        "older_url": here + asked.query(found.next_key) if found.next_key else "",
        "newer_url": here + asked.query() if after else "",
        "is_asked": not asked.is_empty,
        "back_url": request.get_full_path(),
    }


def _point(form: FinderForm) -> Point | None:
    typed = form.value(POSTCODE)
    point = find_point(typed) if typed else None
    if typed and point is None:
        form.say_unknown()
    return point


def find_words(words: str) -> tuple[dict[UUID, float], Fit]:
    """Return the services that have the words best, and how well, in whatever language. One query.

    Those with all the words; else with some, else with words that begin like them.
    """
    way = in_any_way(words)
    rows = findable().filter(way.matches, source=DIRECTORY, kind=SERVICE).order_by()
    rows = rows.annotate(rank=way.rank, fit=way.fit)
    found, fit = best_of(((k, r), f) for k, r, f in rows.values_list("key", "rank", "fit"))
    ranks: dict[UUID, float] = {}
    for key, well in found:
        ranks[UUID(key)] = max(well, ranks.get(UUID(key), 0.0))
    return ranks, fit


@dataclass(frozen=True, slots=True)
class Worded:
    """What the words of a question found."""

    ranks: Mapping[UUID, float] | None = None
    """Services by how well they fit; None where no words were asked for."""
    fit: Fit = Fit.ALL
    mended: str = ""
    """The words as they are spelt elsewhere: a suggestion, or what was found instead."""


def _worded(words: str) -> Worded:
    if not words:
        return Worded()
    ranks, fit = find_words(words)
    mended = did_you_mean(words) if fit is not Fit.ALL else ""
    if mended and fit is Fit.NONE:
        instead, _fit = find_words(mended)
        return Worded(instead, Fit.MENDED if instead else Fit.NONE, mended)
    return Worded(ranks, fit, mended)


def _groups(known: Catalogue, asked: Asked, found: Found) -> Iterator[Group]:
    """Yield the facets that would narrow what is found, or that were chosen from."""
    facets = _facets(known)
    order = [*(name for name in FIRST_FACETS if name in facets)]
    order += [name for name in facets if name not in order]
    for name in order:
        title, options = facets[name]
        whole_area = found.counts.get((LOCALITY, ""), 0) if name == LOCALITY else 0
        ticked = asked.facets.get(name, frozenset())
        choices = [
            Choice(f"{name}-{code}", code, text, count, code in ticked)
            for code, text in options.items()
            if (count := found.counts.get((name, code), 0) + whole_area) or code in ticked
        ]
        if choices:
            yield Group(name, title, choices)


def _facets(known: Catalogue) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Return all facets: code, title, and the texts of its values."""
    facets: dict[str, tuple[str, Mapping[str, str]]] = {
        each.code: (each.name, {option.code: option.name for option in each.options})
        for each in known.taxonomies
    }
    localities = {option.code: option.name for option in known.localities.options}
    facets[LOCALITY] = (_("Part of the area"), localities)
    facets[DAY] = (_("Day"), {code: str(day) for code, day in DAYS.items()})
    facets[COST] = (_("Cost"), {FREE: _("Free")})
    return facets


def _names(known: Catalogue, asked: Asked) -> Iterator[tuple[str, str]]:
    """Yield each filter that was chosen, in words."""
    if asked.words:
        yield WORDS, _("“%(words)s”") % {"words": asked.words}
    if asked.miles:
        yield WITHIN, miles_in_words(asked.miles)
    if asked.age is not None:
        yield AGE, _("Age %(age)d") % {"age": asked.age}
    for name, (title, options) in _facets(known).items():
        texts = [options[code] for code in sorted(asked.facets.get(name, ()))]
        if texts:
            yield name, f"{title}: {', '.join(texts)}"


def _chosen(known: Catalogue, asked: Asked, here: str) -> Iterator[dict[str, str]]:
    """Yield what was chosen, each with the address without it."""
    facets = _facets(known)
    for name, text in _names(known, asked):
        if name not in asked.facets:
            yield {"text": text, "url": here + asked.without(name).query()}
    if asked.postcode:
        text = _("Near %(postcode)s") % {"postcode": asked.postcode.upper()}
        yield {"text": text, "url": here + asked.without(POSTCODE).query()}
    for name, chosen in asked.facets.items():
        title, options = facets[name]
        for code in sorted(chosen):
            text = f"{capfirst(title)}: {options[code]}"
            yield {"text": text, "url": here + asked.without(name, code).query()}
