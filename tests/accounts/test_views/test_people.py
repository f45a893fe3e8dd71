"""Pages of people, giving up roles, the list of the team as a file."""

import csv
import io
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from accounts.models import Invitation, Locality, RoleGrant
from tests.accounts.test_views.conftest import is_signed_in, text_of
from tests.conftest import person
from tests.factories.accounts import RoleGrantFactory, UserFactory


def page_of(someone):
    return f"/team/people/{someone.uuid}/"


@pytest.fixture
def ann(portal):
    return UserFactory(display_name="Ann Other", full_name="Annabel Other")


class TestFinding:
    def test_the_team_is_found_by_a_part_of_a_name_and_by_role(self, boss, ann):
        RoleGrantFactory(user=ann, role="clerk")
        assert "Ann Other" in text_of(boss.get("/team/?q=nabel"))
        assert "Ann Other" in text_of(boss.get("/team/?role=clerk"))
        assert "Ann Other" not in text_of(boss.get("/team/?role=chair"))
        assert "Nobody found" in text_of(boss.get("/team/?q=zzz"))

    @pytest.mark.parametrize("words", ["Ann Other", "annabel other", "{email}"])
    def test_a_member_is_found_by_the_whole_name_or_address_alone(self, boss, ann, words):
        found = text_of(boss.get(f"/team/?q={quote(words.format(email=ann.email.upper()))}"))
        assert page_of(ann) in found
        assert page_of(ann) not in text_of(boss.get("/team/?q=Ann"))

    def test_a_practice_manager_finds_no_members(self, portal, client_for, ann):
        browser = client_for(portal, "practice_manager")
        assert page_of(ann) not in text_of(browser.get(f"/team/?q={ann.email}"))

    def test_pages_follow_each_other_without_a_gap(self, boss, monkeypatch):
        monkeypatch.setattr("accounts.team.PAGE_LENGTH", 7)
        every = set(RoleGrant.objects.of_team().values_list("pk", flat=True))
        path, seen = "/team/", []
        while path:
            page = boss.get(path).context
            seen += [row.grant.pk for row in page["page"].rows]
            path = f"/team/{page['older_url']}" if "older_url" in page else ""
        assert len(seen) == len(every)
        assert set(seen) == every

    @pytest.mark.parametrize(
        "query", ["after=x|y", "after=%00", "before=9%7C", "role=zzz", "q=%00"]
    )
    def test_nonsense_in_the_address_breaks_nothing(self, boss, query):
        assert boss.get(f"/team/?{query}").status_code == 200


class TestPerson:
    def test_it_shows_roles_now_and_before_and_the_state_of_the_account(self, boss, ann, admin):
        now = timezone.now()
        east = Locality.objects.get(name="East")
        RoleGrantFactory(
            user=ann,
            role="caseworker",
            scope_kind="locality",
            scope_key=str(east.pk),
            given_by=admin,
            ends_at=now + timedelta(days=9),
        )
        RoleGrantFactory(
            user=ann, role="chair", starts_at=now - timedelta(days=9), ends_at=now, ended_by=admin
        )
        page = text_of(boss.get(page_of(ann)))
        for words in ("Locality: East", "Roles before", "Chair", f"ended by {admin}"):
            assert words in page
        assert "Not set up. The person is asked" in page

    def test_a_role_is_given_from_the_form(self, boss, ann):
        typed = {"role": "clerk", "reason": "New clerk", "ends_at_day": "1", "ends_at_month": "1"}
        typed["ends_at_year"] = str(timezone.now().year + 2)
        answer = boss.post(f"{page_of(ann)}give/", typed, follow=True)
        assert "The role is given." in text_of(answer)
        grant = ann.grants.get()
        assert (grant.role, grant.reason, grant.last_day.month) == ("clerk", "New clerk", 1)

    def test_a_casework_role_is_offered_and_waits(self, boss, ann):
        east = Locality.objects.get(name="East")
        typed = {"role": "caseworker", "scope": f"locality:{east.pk}"}
        answer = boss.post(f"{page_of(ann)}give/", typed, follow=True)
        assert "when a practice manager has agreed" in text_of(answer)
        assert Invitation.objects.get().scope == ("locality", str(east.pk))
        assert not ann.grants.exists()

    def test_what_is_wrong_stands_beside_its_field_and_the_rest_stays(self, boss, ann):
        east = Locality.objects.get(name="East")
        typed = {
            "role": "editor",
            "scope": f"locality:{east.pk}",
            "ends_at_day": "31",
            "ends_at_month": "2",
            "ends_at_year": "2999",
            "reason": "Because",
        }
        page = text_of(boss.post(f"{page_of(ann)}give/", typed))
        assert "Enter a real date" in page
        assert 'value="Because"' in page
        typed |= {"ends_at_day": "", "ends_at_month": "", "ends_at_year": ""}
        page = text_of(boss.post(f"{page_of(ann)}give/", typed))
        assert '<a href="#id_scope">The role “Editor” cannot be limited to one locality.' in page

    def test_suspending_and_letting_in_again(self, portal, boss, client_for):
        editor, browser = person(portal, "editor"), client_for(portal, "editor")
        assert "Enter a reason" in text_of(boss.post(f"{page_of(editor)}suspend/", {}))
        page = boss.post(f"{page_of(editor)}suspend/", {"reason": "A test"}, follow=True)
        assert "This account is suspended" in text_of(page)
        assert not is_signed_in(browser)
        assert "Suspended" in text_of(boss.get("/team/?role=editor"))
        page = text_of(boss.post(f"{page_of(editor)}restore/", follow=True))
        assert "The account is open again." in page

    def test_sessions_are_ended(self, portal, boss, client_for):
        editor, browser = person(portal, "editor"), client_for(portal, "editor")
        boss.post(f"{page_of(editor)}end-sessions/")
        assert not is_signed_in(browser)

    def test_nobody_is_offered_to_suspend_themselves(self, boss, admin):
        page = text_of(boss.get(page_of(admin)))
        assert "Suspend this account" not in page
        assert "You cannot suspend your own account." in page
        assert "Give a role" not in page
        page = text_of(boss.get(f"{page_of(admin)}suspend/"))
        assert "You cannot suspend your own account." in page
        assert 'name="reason"' not in page

    def test_nobody_is_offered_to_suspend_the_last_of_a_role_that_must_stay(self, portal, boss):
        manager = person(portal, "practice_manager")
        for path in (page_of(manager), f"{page_of(manager)}suspend/"):
            page = text_of(boss.get(path))
            assert "must always hold it: Practice manager." in page
            assert f"{page_of(manager)}suspend/" not in page.replace(f'"{path}"', "")
            assert 'name="reason"' not in page
        UserFactory(roles=["practice_manager"])
        assert "Suspend this account" in text_of(boss.get(page_of(manager)))

    def test_who_cannot_suspend_anybody_reads_nothing_of_it(self, portal, client_for, manager):
        page = text_of(client_for(portal, "practice_manager").get(page_of(manager)))
        assert "suspend" not in page

    def test_the_last_day_is_changed_and_one_comes_back(self, boss, ann):
        grant = RoleGrantFactory(user=ann, role="clerk")
        path = f"/team/roles/{grant.pk}/until/?next={page_of(ann)}"
        year = str(timezone.now().year + 1)
        typed = {"ends_at_day": "31", "ends_at_month": "7", "ends_at_year": year}
        assert boss.post(path, typed).url == page_of(ann)
        grant.refresh_from_db()
        assert grant.last_day.isoformat() == f"{year}-07-31"

    def test_one_goes_back_on_this_host_only(self, boss, ann):
        grant = RoleGrantFactory(user=ann, role="clerk")
        path = f"/team/roles/{grant.pk}/end/?next=https://evil.example/"
        assert boss.post(path, {}).url == "/team/"

    def test_a_person_of_another_portal_is_not_here(self, boss, other_portal):
        assert boss.get(page_of(person(other_portal, "editor"))).status_code == 404


class TestLeaving:
    def test_a_role_of_ones_own_is_given_up_after_a_question(self, portal, client_for):
        browser, grant = client_for(portal, "editor"), person(portal, "editor").grants.get()
        path = f"/account/roles/{grant.pk}/leave/"
        assert path in text_of(browser.get("/account/"))
        assert "You will lose this role at once" in text_of(browser.get(path))
        page = text_of(browser.post(path, {}, follow=True))
        assert "You no longer have the role “Editor”." in page
        assert not person(portal, "editor").has_role("editor")

    def test_anothers_is_refused(self, portal, client_for):
        grant = person(portal, "clerk").grants.get()
        path = f"/account/roles/{grant.pk}/leave/"
        assert client_for(portal, "editor").post(path, {}).status_code == 403
        grant.refresh_from_db()
        assert grant.ends_at is None


class TestExport:
    def test_the_file_is_safe_for_spreadsheets(self, boss):
        UserFactory(display_name='=HYPERLINK("x")', roles=["clerk"])
        answer = boss.post("/team/export/")
        assert "attachment" in answer["Content-Disposition"]
        rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
        assert '\'=HYPERLINK("x")' in {row[0] for row in rows}

    def test_asking_sends_nothing(self, boss, ledger_since):
        assert "Download the CSV file" in text_of(boss.get("/team/export/"))
        assert ledger_since() == []

    def test_one_proves_again_who_one_is(self, boss, monkeypatch):
        monkeypatch.setattr(settings, "STEP_UP_URL", "/prove/")
        with time_machine.travel(timezone.now() + timedelta(minutes=6)):
            answer = boss.post("/team/export/")
        assert answer.url == "/prove/?next=/team/export/"
