"""What a portal and a host may be called. Pure: no Django, no database."""

import ipaddress
import re

SLUG_LONGEST = 40
RESERVED = frozenset(
    """
    admin api app assets casement console docs ftp help host imap localhost mail media new ns ns1
    ns2 operator platform pop postgres public root smtp static status support system template test
    webmail www
    """.split()  # noqa: SIM905  (a list of words reads best as words)
)
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
NOT_A_DOMAIN = "That is not a domain name. It should look like parents.example.org."
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)\Z")


class NameRefused(ValueError):
    """A name cannot be used; the text says why in plain words."""


def check_slug(slug: str) -> str:
    """Return `slug` when a portal may be called so, else raise `NameRefused`."""
    if not slug:
        raise NameRefused("Enter a short web name.")
    if len(slug) > SLUG_LONGEST:
        raise NameRefused(f"The web name must be {SLUG_LONGEST} characters or fewer.")
    if not _SLUG.match(slug):
        raise NameRefused(
            "The web name must start with a letter and hold only small letters, numbers and "
            "single hyphens."
        )
    if slug in RESERVED or slug.startswith(("pg-", "template-")):
        raise NameRefused(f"“{slug}” is kept for the platform. Choose another web name.")
    return slug


def schema_for(slug: str) -> str:
    """Return the PostgreSQL schema of the portal with that slug."""
    return "portal_" + check_slug(slug).replace("-", "_")


def normal_host(raw: str) -> str:
    """Return a Host header as a bare name: small letters, no port, no final dot."""
    host = raw.strip().lower()
    if host.startswith("["):
        return host.split("]")[0] + "]"
    return host.partition(":")[0].removesuffix(".")


def check_domain(domain: str) -> str:
    """Return the domain in its normal form when a portal may answer to it.

    Raises `NameRefused` for addresses, ports, schemes, malformed or over-long names.
    """
    if not domain.strip():
        raise NameRefused("Enter a domain, like parents.example.org.")
    if "/" in domain or ":" in domain or "@" in domain:
        raise NameRefused("Enter only the domain, without https://, a port or a path.")
    try:
        name = normal_host(domain).encode("idna").decode("ascii")
    except UnicodeError:
        raise NameRefused(
            "That is not a domain name. It should look like parents.example.org."
        ) from None
    if len(name) > 253 or not all(_LABEL.match(label) for label in name.split(".")):
        raise NameRefused(NOT_A_DOMAIN)
    if _is_address(name):
        raise NameRefused("Enter a domain name, not an IP address.")
    if "." not in name:
        raise NameRefused("A domain has at least one dot, like parents.example.org.")
    return name


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
