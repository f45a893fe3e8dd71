"""A person's copy of what is held about them."""

import json
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import services
from accounts.ledger import record
from accounts.models import Delivery, Notification, NotificationChoice, RecoveryCode, SentMail
from accounts.verbs import Verb
from tenants import modules
from tenants.modules import PersonalData, all_modules
from tenants.platform import PLATFORM
from tests.conftest import person
from tests.factories.accounts import InvitationFactory, UserFactory, VisitFactory

SECRETS = ("digest", "token", "password", "key")


@pytest.fixture
def ann(portal):
    return UserFactory(
        email="ann@people.example", display_name="Ann Thrope", full_name="Ann T.", roles=["editor"]
    )


@pytest.fixture
def bob(portal):
    return UserFactory(email="bob@people.example", display_name="Bob Builder", roles=["clerk"])


def fill(who, other):
    """Give somebody something of every kind."""
    name = who.display_name
    InvitationFactory(email=who.email, display_name=name)
    VisitFactory(user=who, user_agent=f"Firefox/1 of {name}")
    Notification.objects.create(
        user=who, kind="x.y", title=f"Title for {name}", delivery=Delivery.NEVER
    )
    NotificationChoice.objects.create(user=who, kind=f"kind.{name}", delivery=Delivery.DAILY)
    SentMail.objects.create(token=f"secret-{name}", email=who.email, kind=f"mail for {name}")
    RecoveryCode.objects.create(user=who, number=1, digest=f"secret-{name}")
    TOTPDevice.objects.create(user=who, name=f"Phone of {name}")
    with transaction.atomic():
        record(actor=other, verb=Verb.ROLE_GIVEN, subject=who, detail={"role": "editor"})
        record(actor=who, verb=Verb.ROLE_GIVEN, subject=other, detail={"role": "clerk"})
    services.ask_email_change(
        actor=who, email=f"new-{who.email}", password="casement-demonstration"
    )


def opened(archive):
    with archive, zipfile.ZipFile(archive) as zipped:
        assert zipped.namelist() == ["your-data.json", "your-data.html"]
        return [zipped.read(name).decode() for name in zipped.namelist()]


def download(actor):
    as_json, as_page = opened(services.download_my_data(actor=actor))
    return json.loads(as_json), as_json, as_page


class TestCopy:
    def test_it_holds_all_of_oneself_and_nothing_of_others(self, ann, bob):
        fill(ann, bob)
        fill(bob, ann)
        _parsed, *texts = download(ann)
        for text in texts:
            for own in (
                "Ann Thrope",
                "new-ann@people.example",
                "Title for Ann",
                "kind.Ann",
                "mail for Ann",
                "Phone of Ann",
                "of Ann Thrope",
                "gave a role",
                "Editor",
            ):
                assert own in text
            assert "Bob" not in text
            assert "bob@" not in text
            assert "secret-" not in text
            assert ann.password not in text

    def test_the_page_shows_the_same(self, ann, bob):
        fill(ann, bob)
        text = str(services.see_my_data(actor=ann))
        assert "Title for Ann" in text
        assert "Bob" not in text

    def test_every_part_of_the_product_has_its_section(self, ann, monkeypatch):
        said = PersonalData("Posts", lambda who: [{"Post": f"Hello from {who}"}])
        made = tuple(replace(module, personal_data=(said,)) for module in all_modules())
        monkeypatch.setattr("tenants.personal_data.all_modules", lambda: made)
        parsed, *_texts = download(ann)
        holders = [section["from"] for section in parsed["sections"]]
        assert {"accounts", "cms", "forum", "governance", "casework"} <= set(holders)
        assert parsed["sections"][-1]["rows"] == [{"Post": "Hello from Ann Thrope"}]

    def test_a_module_that_is_off_says_what_it_holds_too(self, portal, ann, monkeypatch):
        portal.modules = []
        said = PersonalData("Posts", lambda who: [{"Post": "Kept"}])
        made = tuple(replace(module, personal_data=(said,)) for module in all_modules())
        monkeypatch.setattr("tenants.personal_data.all_modules", lambda: made)
        assert list(modules.enabled_modules(portal)) == []
        assert "Kept" in str(services.see_my_data(actor=ann))

    def test_markup_and_formulas_are_text(self, ann):
        services.change_profile(
            actor=ann, display_name="<b>Ann</b>", full_name='=1+1"', language="en"
        )
        parsed, _as_json, as_page = download(services.accounts.User.objects.get(pk=ann.pk))
        assert "<b>" not in as_page
        assert parsed["sections"][0]["rows"][0]["Full name"] == '=1+1"'

    def test_the_page_shows_the_first_rows_and_the_archive_all(self, ann):
        for number in range(25):
            Notification.objects.create(
                user=ann, kind="x", title=f"News {number}", delivery=Delivery.NEVER
            )
        section = next(
            each
            for each in services.see_my_data(actor=ann)
            if str(each.rows).startswith("[[('Title', 'News 0')")
        )
        assert (len(section.rows), section.has_more) == (20, True)
        assert "News 24" in download(ann)[2]

    def test_a_download_is_in_the_ledger_and_reading_is_not(self, ann, ledger_since):
        services.see_my_data(actor=ann)
        assert ledger_since() == []
        download(ann)
        assert ledger_since() == ["accounts.data_downloaded"]

    def test_dates_are_there_for_people_and_for_programs(self, ann):
        ann.joined_at = timezone.now() - timedelta(days=1)
        ann.save()
        parsed, _as_json, as_page = download(ann)
        assert parsed["sections"][0]["rows"][0]["Account made"] == ann.joined_at.isoformat()
        assert f"{timezone.localtime(ann.joined_at):%-d %B %Y}" in as_page

    def test_it_asks_no_more_for_more_rows(self, ann):
        asked = []
        for rows in (1, 1, 40):
            for _each in range(rows):
                Notification.objects.create(user=ann, kind="x", title="n", delivery=Delivery.NEVER)
            with CaptureQueriesContext(connection) as captured:
                download(ann)
            asked.append(len(captured))
        assert asked[1] == asked[2]  # the first time, more is not known yet
        assert asked[0] <= 120  # one or two for each kind of thing, and the schema set for each


def test_an_operators_copy_asks_for_no_table_of_portals(_public, in_portal):
    with in_portal(PLATFORM):
        parsed, _as_json, as_page = download(person(PLATFORM, "operator"))
    assert {section["from"] for section in parsed["sections"]} == {"accounts"}
    assert "Platform operator" in as_page
