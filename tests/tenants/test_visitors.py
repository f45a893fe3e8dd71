"""Where a request comes from."""

import pytest

from tenants.visitors import address_of, network_of

PROXY = "10.0.0.1"


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "found"),
    [
        (False, "", PROXY),
        (False, "192.0.2.7", PROXY),
        (True, "192.0.2.7", "192.0.2.7"),
        (True, "1.2.3.4, 192.0.2.7", "192.0.2.7"),
        (True, "", PROXY),
        (True, "nonsense", None),
    ],
)
def test_only_what_our_own_proxy_says_is_believed(rf, settings, behind_proxy, forwarded, found):
    settings.BEHIND_PROXY = behind_proxy
    request = rf.get("/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == found


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
    ],
)
def test_one_household_is_one_network(rf, address, network):
    assert network_of(rf.get("/", REMOTE_ADDR=address)) == network
