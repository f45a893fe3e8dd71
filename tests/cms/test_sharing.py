"""Sharing a section: an editor of a section edits below it and nowhere else."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from accounts import services
from accounts.groups import follow_roles, keep_groups_in_step
from accounts.models import Invitation, LedgerEntry, RoleGrant, User
from cms.groups import PAGE_PERMISSIONS
from cms.models import HomePage, SectionPage
from cms.sections import SECTION_ROLES, section_of
from tests.conftest import enter, person
from tests.factories.accounts import UserFactory


@pytest.fixture
def home(portal):
    return HomePage.objects.get()


@pytest.fixture
def section(home):
    return home.add_child(instance=SectionPage(title="Trips", slug="trips"))


@pytest.fixture
def below(section):
    return section.add_child(instance=SectionPage(title="Beach", slug="beach"))


@pytest.fixture
def admin(portal):
    return person(portal, "portal_administrator")


def give(admin, ann, role, page, **terms):
    return services.give_role(actor=admin, person=ann, role=role, scope=section_of(page), **terms)


def editable(person):
    user = User.objects.get(pk=person.pk)
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return set(pages.values_list("slug", flat=True))


class TestRights:
    def test_an_editor_of_a_section_edits_it_and_below_and_nothing_else(
        self, admin, section, below
    ):
        ann = UserFactory()
        give(admin, ann, "editor", section)
        assert editable(ann) == {"trips", "beach"}

    def test_the_group_goes_with_its_last_person(self, admin, section):
        ann, ben = UserFactory(), UserFactory()
        grants = [give(admin, one, "editor", section) for one in (ann, ben)]
        limited = Group.objects.filter(name__contains=" of section ")
        assert limited.count() == 1
        services.end_role(actor=admin, grant=grants[0])
        assert limited.count() == 1
        services.end_role(actor=admin, grant=grants[1])
        assert not limited.exists()
        assert editable(ann) == editable(ben) == set()

    def test_a_publisher_of_a_section_publishes_there_alone(self, admin, section, below, home):
        ann = UserFactory()
        give(admin, ann, "publisher", section)
        user = User.objects.get(pk=ann.pk)
        may = {page.slug: page.permissions_for_user(user).can_publish() for page in (below, home)}
        assert may == {"beach": True, home.slug: False}

    def test_a_role_that_ends_by_the_clock_ends_in_an_open_session(
        self, portal, admin, section, client_for
    ):
        ann, now = UserFactory(), timezone.now()
        give(admin, ann, "editor", section, ends_at=now + timedelta(hours=1))
        browser = client_for(portal)
        enter(browser, ann)
        path = f"/admin/pages/{section.pk}/edit/"
        assert browser.get(path).status_code == 200
        with time_machine.travel(now + timedelta(hours=2)):
            assert browser.get(path).status_code == 403
            assert "Edit the site" not in browser.get("/account/").content.decode()
        assert not Group.objects.filter(name__contains=" of section ").exists()

    def test_a_role_that_begins_by_the_clock_counts_in_an_open_session(
        self, portal, admin, section, client_for
    ):
        ann, now = UserFactory(), timezone.now()
        give(admin, ann, "editor", section, starts_at=now + timedelta(hours=1))
        browser = client_for(portal)
        enter(browser, ann)
        path = f"/admin/pages/{section.pk}/edit/"
        assert browser.get(path).status_code == 403
        with time_machine.travel(now + timedelta(hours=2)):
            assert browser.get(path).status_code == 200

    def test_comparing_takes_one_query_where_nothing_has_changed(self, admin, section, asks):
        ann = UserFactory()
        give(admin, ann, "editor", section)
        ann = User.objects.get(pk=ann.pk)
        assert ann.held
        with asks(1):
            follow_roles(ann)

    def test_roles_and_invitations_for_a_section_end_with_it(
        self, admin, section, below, client_for, portal
    ):
        ann = UserFactory()
        grant = give(admin, ann, "editor", below)
        services.invite_person(
            actor=admin, email="i@example.org", role="editor", scope=section_of(below)
        )
        browser = client_for(portal, "portal_administrator")
        browser.post(f"/admin/pages/{section.pk}/delete/")
        assert not Page.objects.filter(pk=below.pk).exists()
        grant.refresh_from_db()
        assert grant.ended_by == admin
        ended, withdrawn = (
            LedgerEntry.objects.get(verb=f"accounts.{what}")
            for what in ("role_ended", "invitation_withdrawn")
        )
        for entry in (ended, withdrawn):
            assert entry.actor_uuid == admin.uuid
            assert entry.detail["role"] == "editor"
            assert entry.detail["reason"] == "The section was deleted"
        assert ended.subject_id == str(ann.uuid)
        assert not Invitation.objects.pending().exists()
        assert not Group.objects.filter(name__contains=" of section ").exists()


OFFSETS = st.one_of(st.none(), st.integers(-3, 3))
GRANT = st.tuples(
    st.sampled_from(SECTION_ROLES),
    st.sampled_from([None, "home", "trips", "beach", "lake"]),
    st.integers(-3, 3),
    OFFSETS,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(grants=st.lists(GRANT, max_size=5), hour=st.integers(-4, 4))
def test_wagtails_rights_are_what_roles_scopes_and_the_clock_say(
    home, section, below, django_db_blocker, grants, hour
):
    """Whatever somebody was given, for whatever part and time: no more and no less than that."""
    lake = Page.objects.filter(slug="lake").first() or home.add_child(
        instance=SectionPage(title="Lake", slug="lake")
    )
    pages = {"home": home, "trips": section, "beach": below, "lake": lake}
    now = timezone.now()
    ann = UserFactory()
    held = []
    for role, name, start, end in grants:
        if end is not None and end <= start:
            continue
        kind, key = section_of(pages[name]) if name else ("", "")
        RoleGrant.objects.filter(user=ann, role=role, scope_kind=kind, scope_key=key).delete()
        RoleGrant.objects.create(
            user=ann,
            role=role,
            scope_kind=kind,
            scope_key=key,
            starts_at=now + timedelta(hours=start),
            ends_at=None if end is None else now + timedelta(hours=end),
        )
        held = [one for one in held if one[:2] != (role, name)] + [(role, name, start, end)]
    inside = {
        "home": list(pages),
        "trips": ["trips", "beach"],
        "beach": ["beach"],
        "lake": ["lake"],
    }
    with time_machine.travel(now + timedelta(hours=hour, minutes=30), tick=False):
        ann = User.objects.get(pk=ann.pk)
        keep_groups_in_step(ann)
        ann = User.objects.get(pk=ann.pk)
        for codename in ("add", "change", "publish"):
            wanted = {
                name
                for role, scope, start, end in held
                if start <= hour and (end is None or hour < end)
                if f"{codename}_page" in PAGE_PERMISSIONS[role]
                for name in (inside[scope] if scope else pages)
            }
            got = {
                name
                for name, page in pages.items()
                if page_permission_policy.user_has_permission_for_instance(ann, codename, page)
            }
            assert got == wanted, codename
        for name, page in pages.items():
            said = any(ann.has_role_for(role, "section", page) for role in SECTION_ROLES)
            assert said == any(
                start <= hour and (end is None or hour < end) and name in inside.get(scope, pages)
                for _role, scope, start, end in held
            )


class TestScreen:
    @pytest.fixture
    def boss(self, portal, client_for):
        return client_for(portal, "portal_administrator")

    def path(self, page):
        return f"/admin/pages/{page.pk}/sharing/"

    def test_the_tab_lists_who_may_edit_and_leads_to_the_screen(self, boss, admin, section, below):
        give(admin, UserFactory(display_name="Ann Other"), "editor", section)
        page = boss.get(f"/admin/pages/{below.pk}/edit/").content.decode()
        assert "Ann Other" in page
        assert self.path(below) in page

    def test_others_read_the_tab_without_the_button(self, portal, client_for, section):
        page = client_for(portal, "editor").get(f"/admin/pages/{section.pk}/edit/")
        assert "Inherited from above" in page.content.decode()
        assert self.path(section) not in page.content.decode()

    def test_a_role_is_given_to_somebody_of_the_team(self, boss, section):
        ann = UserFactory(display_name="Ann Other", roles=["chair"])
        typed = {"person": ann.pk, "role": "editor", "reason": "Trips"}
        page = boss.post(self.path(section), typed, follow=True).content.decode()
        assert "Ann Other has the role from now on." in page
        assert ann.grants.get(role="editor").scope == section_of(section)

    def test_somebody_else_is_invited_by_address(self, boss, section):
        typed = {"email": "new@example.org", "role": "author"}
        page = boss.post(self.path(section), typed, follow=True).content.decode()
        assert "on its way to new@example.org" in page
        assert Invitation.objects.get().scope == section_of(section)

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"role": "editor"}, "Choose a person of the team, or enter"),
            ({"email": "nonsense", "role": "editor"}, "like name@example.org"),
            ({"email": "a@example.org"}, "Choose a role."),
            (
                {"email": "a@example.org", "role": "editor", "ends_at": "2001-01-01"},
                "The last day must be today or later.",
            ),
            (
                {"email": "a@example.org", "role": "editor", "ends_at": "9999-12-31"},
                "The last day is too far away.",
            ),
            (
                {"email": "a@example.org", "role": "editor", "starts_at": "2040-01-01"},
                "An invitation starts when it is accepted.",
            ),
            ({"email": "a@example.org", "role": "clerk"}, "Choose one of the answers to"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_given(self, boss, section, typed, words):
        page = boss.post(self.path(section), typed).content.decode()
        assert words in page
        assert not RoleGrant.objects.filter(scope_kind="section").exists()
        assert not Invitation.objects.exists()

    def test_what_is_inherited_leads_to_where_it_was_given(self, boss, admin, section, below):
        give(admin, UserFactory(display_name="Ann Other"), "editor", section)
        page = boss.get(self.path(below)).content.decode()
        assert f'<a href="{self.path(section)}">Trips</a>' in page
        assert "The whole portal" in page

    def test_a_local_role_is_ended_and_one_comes_back(self, boss, admin, section):
        grant = give(admin, UserFactory(), "editor", section)
        back = self.path(section)
        end = f"/team/roles/{grant.pk}/end/?next={back}"
        assert end in boss.get(back).content.decode()
        assert boss.post(end, {}).url == back
        grant.refresh_from_db()
        assert grant.ends_at

    @pytest.mark.parametrize("role", ["editor", "publisher", "author", "clerk"])
    def test_nobody_else_shares(self, portal, client_for, section, role):
        browser = client_for(portal, role)
        typed = {"email": "a@example.org", "role": "editor"}
        assert browser.post(self.path(section), typed).status_code in {302, 403}
        assert not Invitation.objects.exists()

    def test_the_root_of_all_pages_is_the_teams_page(self, boss, portal):
        root = Page.get_first_root_node()
        assert boss.get(self.path(root)).url == "/team/"
        assert boss.get("/admin/pages/999999/sharing/").status_code == 404
