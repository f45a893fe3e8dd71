"""Browsers and places in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.devices import UNKNOWN, UNKNOWN_PLACE, device_in_words, place_in_words

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
KHTML = "AppleWebKit/537.36 (KHTML, like Gecko) "
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 "
ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-A546B) "


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (f"{WINDOWS}{KHTML}Chrome/124.0.0.0 Safari/537.36", "Chrome on Windows"),
        (f"{WINDOWS}{KHTML}Chrome/124.0.0.0 Safari/537.36 Edg/124.0.0.0", "Edge on Windows"),
        (f"{WINDOWS}{KHTML}Chrome/124.0.0.0 Safari/537.36 OPR/109.0", "Opera on Windows"),
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:125.0) Gecko/20100101 Firefox/125.0",
            "Firefox on Windows",
        ),
        (f"{IPHONE}(KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604", "Safari on iPhone"),
        (f"{IPHONE}(KHTML, like Gecko) CriOS/124.0 Mobile/15E148 Safari/604", "Chrome on iPhone"),
        (f"{IPHONE}(KHTML, like Gecko) FxiOS/125.0 Mobile/15E148 Safari/605", "Firefox on iPhone"),
        ("Mozilla/5.0 (iPad; CPU OS 17_4) Version/17.4 Safari/604.1", "Safari on iPad"),
        (f"{ANDROID}{KHTML}Chrome/124.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
        (
            f"{ANDROID}{KHTML}SamsungBrowser/24.0 Chrome/117.0 Mobile Safari/537.36",
            "Samsung Internet on Android",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.4 Safari/605.1.15",
            "Safari on a Mac",
        ),
        (
            f"Mozilla/5.0 (X11; CrOS x86_64) {KHTML}Chrome/124.0 Safari/537",
            "Chrome on a Chromebook",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Firefox/125.0", "Firefox on Linux"),
        ("Something new (Windows NT 12)", "A browser on Windows"),
        ("Firefox/125.0", "Firefox"),
        ("curl/8.5.0", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_a_browser_is_called_by_its_name_and_device(user_agent, words):
    assert device_in_words(user_agent) == words


@given(st.text())
def test_whatever_a_browser_calls_itself_there_are_words_for_it(user_agent):
    words = device_in_words(user_agent)
    assert words
    assert len(words) < 60


@pytest.mark.parametrize(
    ("address", "here", "words"),
    [
        ("203.0.113.77", None, "the address 203.0.113.x"),
        ("203.0.113.77", "203.0.113.5", "this network"),
        ("203.0.113.77", "198.51.100.5", "the address 203.0.113.x"),
        ("8.8.4.4", "8.8.8.8", "the address 8.8.4.x"),
        ("10.1.2.3", "8.8.8.8", "a private network"),
        ("192.168.1.20", "192.168.1.1", "this network"),
        ("127.0.0.1", "127.0.0.1", "this network"),
        ("169.254.1.1", None, "a private network"),
        ("::1", None, "a private network"),
        ("fe80::1", None, "a private network"),
        ("2a00:23c5:abcd:1200::7", None, "the address 2a00:23c5:abcd:x"),
        ("2a00:23c5:abcd:1200::7", "2a00:23c5:abcd:1200::9", "this network"),
        ("2a00:23c5:abcd:1200::7", "8.8.8.8", "the address 2a00:23c5:abcd:x"),
        ("::ffff:8.8.4.4", "8.8.4.9", "this network"),
        (None, "8.8.8.8", UNKNOWN_PLACE),
        ("nonsense", None, UNKNOWN_PLACE),
    ],
)
def test_a_place_is_described_without_telling_the_whole_address(address, here, words):
    assert place_in_words(address, here) == words


@given(st.one_of(st.none(), st.text(), st.ip_addresses().map(str)), st.ip_addresses().map(str))
def test_whatever_the_address_there_are_words_that_do_not_tell_it(address, here):
    words = place_in_words(address, here)
    assert words
    assert not address or len(address) < 3 or address not in words
