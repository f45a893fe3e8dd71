"""A page's address from its place in the tree, and the language that an address names."""

from django.conf import settings

LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)


def address_of(url_path: str) -> str:
    """Return a page's address: Wagtail's path without the home page's slug.

    The home page of another language than the first is named after it and keeps its segment:
    `/cy/about/`.
    """
    home, _, rest = url_path.lstrip("/").partition("/")
    return f"/{home}/{rest}" if home in LANGUAGES else f"/{rest}"


def home_of(url: str) -> str:
    """Return the address of the home page in the language of an address."""
    first = url.lstrip("/").partition("/")[0]
    return f"/{first}/" if first in LANGUAGES else "/"


def language_of(url: str) -> str:
    """Return the language of an address; that of starter pages where it names none."""
    first = url.lstrip("/").partition("/")[0]
    return first if first in LANGUAGES else settings.STARTER_LANGUAGE
