"""The interface in Welsh: nothing missing, nothing out of date, nothing left in English."""

import os
import re
import shutil
import subprocess
import sys
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from accounts.roles import ROLES
from tenants.current import portal_context
from tests.catalogue import FILE, english_in, messages

PLACES = re.compile(r"%\{count\}|%\([a-z_]+\)[sd]|%[sd]|</?[a-z]+")


def test_nothing_is_missing_or_unsure():
    assert len(messages()) > 900
    assert [entry.english for entry in messages() if entry.fuzzy] == []
    assert [entry.english for entry in messages() if not all(entry.welsh)] == []


def test_every_number_has_its_four_forms():
    counted = [entry for entry in messages() if entry.plural]
    assert counted
    assert [entry.english for entry in counted if len(entry.welsh) != 4] == []


def test_what_is_filled_in_stands_in_the_welsh_too():
    wrong = []
    for entry in messages():
        said = [sorted(PLACES.findall(words)) for words in (entry.english, entry.plural) if words]
        wrong += [
            entry.english for welsh in entry.welsh if sorted(PLACES.findall(welsh)) not in said
        ]
    assert wrong == []


def test_what_is_compiled_is_what_is_written():
    with FILE.with_suffix(".mo").open("rb") as compiled:
        known = GNUTranslations(compiled)._catalog
    for entry in messages():
        key = f"{entry.context}\x04{entry.english}" if entry.context else entry.english
        forms = [known[key, at] for at in range(4)] if entry.plural else [known[key]]
        assert forms == entry.welsh, entry.english


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed")
def test_every_marked_word_is_in_the_catalogue(tmp_path):
    """Gathers the words as `make messages` does, beside the project."""
    root = Path(settings.BASE_DIR)
    line = next(
        line
        for line in (root / "Makefile").read_text().splitlines()
        if line.startswith("UNTRANSLATED")
    )
    left_out = line.partition("path,")[2].partition(",-i")[0].split()
    (tmp_path / "locale").mkdir()
    for app in ("accounts", "casework", "cms", "forum", "governance", "tenants", "theme"):
        shutil.copytree(root / app, tmp_path / app, ignore=shutil.ignore_patterns("static"))
    command = [sys.executable, "-m", "django", "makemessages", "-l", "cy", "--no-location"]
    command += [part for path in left_out for part in ("-i", path)]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    subprocess.run(command, cwd=tmp_path, env=plain, check=True, capture_output=True)
    gathered = (tmp_path / "locale/cy/LC_MESSAGES/django.po").read_text()
    wanted = set(re.findall(r'^msgid "(.+)"$', gathered, re.M))
    known = set(re.findall(r'^msgid "(.+)"$', FILE.read_text(), re.M))
    assert wanted - known == set(), "run `make messages` and translate what is new"


def test_numbers_take_the_form_that_welsh_asks_for():
    with translation.override("cy"):
        counted = {
            number: translation.ngettext("%d open invitation", "%d open invitations", number)
            for number in (1, 2, 3, 8)
        }
    assert counted[2] == "%d wahoddiad agored"
    assert counted[1] == counted[3] == counted[8] == "%d gwahoddiad agored"


def test_roles_have_a_name_of_their_own_in_welsh():
    with translation.override("cy"):
        same = [role.slug for role in ROLES.values() if role.title == role.english_title]
    assert same == []


def test_a_page_in_english_is_noticed():
    assert english_in("<main><p>Sign in</p></main>") == ["Sign in"]
    assert english_in('<main><p lang="en">Sign in</p><p>Mewngofnodi</p></main>') == []


VISITORS = [
    "/search/",
    "/search/?q=school",
    "/search/?q=zzzz",
    "/nothing-here/",
    "/sign-in/",
    "/sign-in/?expired=1",
    "/sign-up/",
    "/sign-up/check-your-mail/",
    "/new-password/",
    "/new-password/check-your-mail/",
    "/confirm/wrong/",
    "/invitation/wrong/",
    "/unsubscribe/wrong/",
    "/forum/",
]
OWN = [
    "/account/",
    "/account/details/",
    "/account/password/",
    "/account/two-step/",
    "/account/email/",
    "/account/sessions/",
    "/account/data/",
    "/account/leave/",
    "/account/notifications/",
    "/notifications/",
    "/sign-out/",
]
ADMINISTRATORS = ["/team/", "/team/invite/", "/team/invite/many/", "/team/invitations/"]
AUDITORS = ["/ledger/", "/ledger/check/"]
DATA: dict[str, set[str]] = {
    "/account/data/": {"Demonstration"},  # why a role was given
    "/team/invite/": {
        "Contact us",
        "Events",
        "Find a service",
        "Home",
        "News",
    },  # pages that a role can be limited to
    "/search/?q=school": {"Events", "News", "One-to-one support"},  # sections and pages
    "/ledger/": {role.english_title for role in ROLES.values()},  # whom people are called after
}
"""What pages show in English that somebody wrote, and that the interface says as well."""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "paths"),
    [
        ("", VISITORS),
        ("member", OWN),
        ("portal_administrator", [*OWN, *ADMINISTRATORS]),
        ("auditor", AUDITORS),
    ],
)
def test_pages_below_cy_hold_no_english_of_the_interface(role, paths, bilingual, client_for):
    visitor, left = client_for(bilingual, role), []
    with portal_context(bilingual):  # people and devices are called after words of ours here
        User.objects.update(display_name="Nia")
        TOTPDevice.objects.update(name="Ffôn Nia")
    for path in paths:
        answer = visitor.get(f"/cy{path}")
        assert answer.status_code in (200, 404, 410), path
        found = set(english_in(answer.text)) - DATA.get(path, set())
        left += [f"{path}: {words}" for words in sorted(found)]
    assert not left, "\n".join(left)


@pytest.mark.django_db
def test_what_a_form_refuses_is_said_in_welsh(bilingual, client_for):
    page = client_for(bilingual).post("/cy/sign-in/", {"email": "no", "password": ""}).text
    with translation.override("cy"):
        assert gettext("Enter a password.") in page
    assert english_in(page) == []
