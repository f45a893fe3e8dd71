"""Reading DATABASE_URL."""

from typing import Any

import pytest

from tenants.postgres.url import DatabaseUrlError, parse_database_url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://h/n", {"HOST": "h", "NAME": "n", "PORT": "", "USER": "", "PASSWORD": ""}),
        ("postgresql://u:p@h:6/n", {"USER": "u", "PASSWORD": "p", "PORT": "6"}),
        ("postgres://u%40x:p%2F%23%C5%B5+@h/a%20b", {"USER": "u@x", "PASSWORD": "p/#ŵ+"}),
        ("postgres://u:p:q@h/a%20b", {"USER": "u", "PASSWORD": "p:q", "NAME": "a b"}),
        ("postgres://[::1]:5433/n", {"HOST": "::1", "PORT": "5433"}),
        ("postgres://a:1,b:2/n", {"HOST": "a,b", "PORT": "1,2"}),
        ("postgres:///n?host=/run/pg&port=6", {"HOST": "/run/pg", "PORT": "6", "NAME": "n"}),
        ("postgres://u@%2Frun%2FPg/n", {"HOST": "/run/Pg", "USER": "u"}),
        ("postgres://h?dbname=n&user=u&password=a+b", {"USER": "u", "PASSWORD": "a+b"}),
        ("postgres://h/n?sslmode=require", {"OPTIONS": {"sslmode": "require"}}),
        ("postgres://h/n?options=-c%20jit=off", {"OPTIONS": {"options": "-c jit=off"}}),
        ("postgres://h/n?conn_max_age=none", {"CONN_MAX_AGE": None, "OPTIONS": {}}),
        ("postgres://h/n?conn_max_age=0", {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}),
        ("postgres://h/n?conn_health_checks=off", {"CONN_HEALTH_CHECKS": False}),
        ("postgres://h/n?disable_server_side_cursors=1", {"DISABLE_SERVER_SIDE_CURSORS": True}),
    ],
)
def test_an_address_is_read(url: str, expected: dict[str, Any]) -> None:
    settings = parse_database_url(url)
    assert {name: settings[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("mysql://h/secret", "must begin with"),
        ("secret", "must begin with"),
        ("postgres:/secret", "must begin with"),
        ("postgres://secret", "names no database"),
        ("postgres://u:secret@h:x/n", "host or port"),
        ("postgres://u:secret@h:0/n", "1 to 65535"),
        ("postgres://h/secret?port=99999", "1 to 65535"),
        ("postgres://[::1/secret", "IPv6"),
        ("postgres://u:secret%zz@h/n", "begins no code"),
        ("postgres://u:secret%ff@h/n", "not UTF-8"),
        ("postgres://u:secret%00@h/n", "zero byte"),
        ("postgres://u:secret#@h/n", "%23"),
        ("postgres://u:secret@x@h/n", "%40"),
        ("postgres://h/a secret", "%20"),
        ("postgres://h/secret?sslmode=maybe", "sslmode"),
        ("postgres://h/secret?nonsense=1", "unknown option nonsense"),
        ("postgres://h/secret?sslmode", "without a value"),
        ("postgres://h/secret?port=1&port=2", "more than once"),
        ("postgres://h/secret?conn_max_age=long", "seconds"),
        ("postgres://h/secret?conn_health_checks=perhaps", "neither true nor false"),
    ],
)
def test_a_malformed_address_is_explained_without_repeating_it(url: str, fault: str) -> None:
    with pytest.raises(DatabaseUrlError, match=fault) as raised:
        parse_database_url(url)
    assert "secret" not in str(raised.value)
