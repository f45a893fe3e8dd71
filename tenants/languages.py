"""Which language an address names, and the same address in another language (C4).

A portal's main language has no segment of its own; the others begin with their code: `/cy/about/`.
The segment is Django's script prefix while a request is answered, so that every address made by
name stays in the language of the page, and no address configuration knows of languages. Unlike
`i18n_patterns`, whose prefixes are remembered for the process, it follows each portal's choice.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, reverse, set_script_prefix
from django.utils import translation

from tenants.current import NoPortal, current
from tenants.models import Portal
from tenants.platform import Platform

Place = Portal | Platform


def offered() -> set[str]:
    """Return the languages whose pages show in the portal in hand.

    That of starter pages is among them: it stands in for what another language lacks.
    """
    try:
        return {*current().languages, settings.STARTER_LANGUAGE}
    except NoPortal:
        return {code for code, _ in settings.LANGUAGES}


def segment(language: str, place: Place | None = None) -> str:
    """Return what addresses of a language begin with: `/cy`, or nothing for the main language.

    Nothing, too, for a language that the portal does not offer: its addresses are the main ones.
    """
    try:
        place = place or current()
    except NoPortal:  # while a template is being made: its language is known all the same
        return "" if language == settings.STARTER_LANGUAGE else f"/{language}"
    if language == place.default_language or language not in place.languages:
        return ""
    return f"/{language}"


def split(path: str, place: Place | None = None) -> tuple[str, str]:
    """Return the language that a path names, and the path without it."""
    try:
        place = place or current()
    except NoPortal:
        return settings.STARTER_LANGUAGE, path
    for language in place.languages:
        if language != place.default_language and path.startswith(f"/{language}/"):
            return language, path[len(language) + 1 :]
    return place.default_language, path


def spoken() -> str:
    """Return the language in hand as portals name it: `en`, never `en-gb`."""
    return (translation.get_language() or settings.STARTER_LANGUAGE).partition("-")[0]


def addressed_in() -> str:
    """Return the language of the addresses that are made now: that of the page in hand."""
    return split(get_script_prefix())[0]


def in_language(path: str, language: str) -> str:
    """Return a path of the portal in hand in another language."""
    return segment(language) + split(path)[1]


def plain_address(name: str, *args: Any, urlconf: str | None = None) -> str:
    """Return the address of a view that is the same in every language."""
    with addressed("/"):
        return reverse(name, urlconf=urlconf, args=args)


@contextmanager
def addressed(prefix: str) -> Iterator[None]:
    """Make addresses with that prefix inside, and as before afterwards, whatever happens."""
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix(before)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use a language inside, in words and in addresses of the portal in hand; then as before.

    Without a language it is the portal's main one.
    """
    chosen = language or current().default_language
    with translation.override(chosen), addressed(f"{segment(chosen)}/"):
        yield
