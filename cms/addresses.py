"""A page's address from its place in the tree and its language."""

from tenants.languages import segment, split


def address_of(url_path: str, language: str) -> str:
    """Return a page's address: Wagtail's path with the language in place of the home page.

    `/home/about/` is `/about/` in the portal's main language and `/cy/about/` in another.
    """
    _, _, rest = url_path.lstrip("/").partition("/")
    return f"{segment(language)}/{rest}"


def home_of(url: str) -> str:
    """Return the address of the home page in the language of an address."""
    return f"{segment(split(url)[0])}/"


def language_of(url: str) -> str:
    """Return the language that an address names."""
    return split(url)[0]
