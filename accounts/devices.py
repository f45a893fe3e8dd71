"""What a browser calls itself, and where it is, in words. No network, no guesses.

Both are for people who look through where they are signed in (A6): they must recognise their own
device, not be told its version.
"""

import ipaddress

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

UNKNOWN = gettext_lazy("A browser we do not know")
UNKNOWN_PLACE = gettext_lazy("a place we do not know")
BROWSERS = (
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Safari/", "Safari"),
)
"""Part of a user agent to the browser's name; the first that fits, since many claim several."""
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", gettext_lazy("a Chromebook")),
    ("Windows", "Windows"),
    ("Macintosh", gettext_lazy("a Mac")),
    ("Linux", "Linux"),
)
"""Part of a user agent to the device's name; Android calls itself Linux too."""
LONGEST = 300
PRIVATE = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8"),
        *("169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"),
        *("::1/128", "fc00::/7", "fe80::/10"),
    )
)
"""Networks of homes and offices, which mean nothing outside them."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def device_in_words(user_agent: str) -> str:
    """Return a user agent as "Chrome on Windows"; whatever is not known is left out."""
    said = user_agent[:LONGEST]
    browser = next((name for part, name in BROWSERS if part in said), "")
    system = next((name for part, name in SYSTEMS if part in said), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    if system:
        return _("A browser on %(system)s") % {"system": system}
    return browser or str(UNKNOWN)


def place_in_words(address: str | None, here: str | None = None) -> str:
    """Return where an address is, as seen from the address `here`; its last part stays hidden."""
    there, own = _address(address), _address(here)
    if there is None:
        return str(UNKNOWN_PLACE)
    if own is not None and _network(there) == _network(own):
        return _("this network")
    if any(there in network for network in PRIVATE):
        return _("a private network")
    if isinstance(there, ipaddress.IPv4Address):
        return _("the address %(start)s") % {"start": f"{str(there).rpartition('.')[0]}.x"}
    return _("the address %(start)s") % {"start": f"{':'.join(there.exploded.split(':')[:3])}:x"}


def _address(text: str | None) -> Address | None:
    try:
        found = ipaddress.ip_address(text or "")
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


def _network(address: Address) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    """Return what a household or an office usually shares."""
    length = 24 if address.version == 4 else 64
    return ipaddress.ip_network(f"{address}/{length}", strict=False)
