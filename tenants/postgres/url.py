"""Reading DATABASE_URL: a libpq address such as postgresql://user:password@host:5432/name.

Query parameters are libpq's own (sslmode, connect_timeout, options, …; host, port, user, password
and dbname as well), and Django's conn_max_age (seconds), conn_health_checks and
disable_server_side_cursors (for PgBouncer's transaction pooling).
"""

import re
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ENGINE = "tenants.postgres.backend"
SCHEMES = ("postgres", "postgresql")
EXAMPLE = "postgresql://user:password@host:5432/name"

PARTS = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
LIBPQ_OPTIONS = frozenset(
    """
    application_name channel_binding client_encoding connect_timeout fallback_application_name
    gssencmode hostaddr keepalives keepalives_count keepalives_idle keepalives_interval krbsrvname
    load_balance_hosts options passfile require_auth service ssl_max_protocol_version
    ssl_min_protocol_version sslcert sslcertmode sslcompression sslcrl sslcrldir sslkey sslmode
    sslnegotiation sslpassword sslrootcert sslsni target_session_attrs tcp_user_timeout
    """.split()  # noqa: SIM905
)
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
TRUTH = {"1": True, "true": True, "on": True, "0": False, "false": False, "off": False}
DEFAULTS: dict[str, Any] = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


class DatabaseUrlError(ValueError):
    """DATABASE_URL is not a PostgreSQL address; the message says what is wrong.

    It never repeats the address, which holds a password.
    """

    def __init__(self, fault: str) -> None:
        super().__init__(f"DATABASE_URL {fault} It should look like {EXAMPLE}")


def parse_database_url(url: str) -> dict[str, Any]:
    """Return Django's settings for the database at `url`, or raise DatabaseUrlError."""
    _check_characters(url)
    scheme, separator, _ = url.partition("://")
    if not separator or scheme not in SCHEMES:
        raise DatabaseUrlError("must begin with postgresql:// or postgres://.")
    try:
        address = urlsplit(url)
    except ValueError as error:
        raise DatabaseUrlError("has an unfinished [IPv6] address.") from error
    user, host = _user_and_host(address.netloc)
    parts = {"NAME": _decode(address.path.removeprefix("/"), "name")} | user | host
    settings: dict[str, Any] = {"ENGINE": ENGINE, **DEFAULTS, "OPTIONS": {}}
    for name, value in _parameters(address.query):
        if name in PARTS:
            parts[PARTS[name]] = value
        else:
            _set_parameter(settings, name, value)
    if not parts["NAME"]:
        raise DatabaseUrlError("names no database after the host.")
    parts["PORT"] = _checked_ports(parts["PORT"])
    return settings | parts


def _check_characters(url: str) -> None:
    if re.search(r"[\s\x00-\x1f]", url):
        raise DatabaseUrlError("contains a space or a line break; write a space as %20.")
    if "#" in url:
        raise DatabaseUrlError("contains #; write it as %23.")


def _user_and_host(netloc: str) -> tuple[dict[str, str], dict[str, str]]:
    """Split user:password@host:port; several hosts are separated by commas, as in libpq."""
    credentials, _, places = netloc.rpartition("@")
    if "@" in credentials:
        raise DatabaseUrlError("contains @ in the user or password; write it as %40.")
    user, _, password = credentials.partition(":")
    hosts, ports = [], []
    for place in places.split(","):
        match = re.fullmatch(r"(?:\[([0-9a-fA-F:.%]+)\]|([^:\[\]]*))(?::(\d*))?", place)
        if match is None:
            raise DatabaseUrlError("has a host or port that cannot be read.")
        hosts.append(_decode(match[1] or match[2] or "", "host"))
        ports.append(match[3] or "")
    return (
        {"USER": _decode(user, "user"), "PASSWORD": _decode(password, "password")},
        {"HOST": ",".join(hosts), "PORT": ",".join(ports) if any(ports) else ""},
    )


def _decode(text: str, part: str) -> str:
    """Undo percent-encoding, strictly."""
    if re.search(r"%(?![0-9a-fA-F]{2})", text):
        raise DatabaseUrlError(f"has a % in the {part} that begins no code; write % as %25.")
    try:
        decoded = unquote(text, errors="strict")
    except UnicodeDecodeError as error:
        raise DatabaseUrlError(f"has a {part} that is not UTF-8.") from error
    if "\x00" in decoded:
        raise DatabaseUrlError(f"has a zero byte in the {part}.")
    return decoded


def _parameters(query: str) -> list[tuple[str, str]]:
    """Return the query's names and values. A plus sign stays one, as in libpq."""
    _decode(query, "options")
    try:
        pairs = parse_qsl(
            query.replace("+", "%2B"), keep_blank_values=True, strict_parsing=bool(query)
        )
    except ValueError as error:
        raise DatabaseUrlError("has an option without a value.") from error
    names = [name for name, _ in pairs]
    if repeated := next((name for name in names if names.count(name) > 1), None):
        raise DatabaseUrlError(f"gives the option {repeated} more than once.")
    return pairs


def _set_parameter(settings: dict[str, Any], name: str, value: str) -> None:
    if name == "conn_max_age":
        if not re.fullmatch(r"\d+|none", value.lower()):
            raise DatabaseUrlError("has a conn_max_age that is not a number of seconds.")
        settings["CONN_MAX_AGE"] = None if value.lower() == "none" else int(value)
    elif name in {"conn_health_checks", "disable_server_side_cursors"}:
        if value.lower() not in TRUTH:
            raise DatabaseUrlError(f"has a {name} that is neither true nor false.")
        settings[name.upper()] = TRUTH[value.lower()]
    elif name not in LIBPQ_OPTIONS:
        raise DatabaseUrlError(f"has the unknown option {name}.")
    elif name == "sslmode" and value not in SSL_MODES:
        raise DatabaseUrlError(f"has an sslmode that is none of {', '.join(SSL_MODES)}.")
    else:
        settings["OPTIONS"][name] = value


def _checked_ports(ports: str) -> str:
    for port in filter(None, ports.split(",")):
        if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
            raise DatabaseUrlError("has a port that is not a number from 1 to 65535.")
    return ports
