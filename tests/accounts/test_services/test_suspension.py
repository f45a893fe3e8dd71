"""Suspending people, letting them in again, giving up roles; two who act against each other."""

import threading

import pytest
from django.db import connection

from accounts import services
from accounts.demonstration import PASSWORD
from accounts.models import LedgerEntry, RoleGrant, User
from tenants.current import portal_context
from tenants.errors import ServiceError
from tests.accounts.test_views.conftest import is_signed_in, sign_in
from tests.conftest import person
from tests.factories.accounts import UserFactory


@pytest.mark.usefixtures("portal")
class TestSuspending:
    def test_the_person_is_signed_out_kept_out_and_told(
        self, portal, admin, client_for, commits, outbox, ledger_since
    ):
        browser, editor = client_for(portal, "editor"), person(portal, "editor")
        with commits():
            services.suspend_person(actor=admin, person=editor, reason="Lost laptop")
        assert not is_signed_in(browser)
        sign_in(browser, editor.email)
        assert not is_signed_in(browser)
        assert ledger_since()[0] == "accounts.person_suspended"
        assert LedgerEntry.objects.get(verb="accounts.person_suspended").detail == {
            "reason": "Lost laptop"
        }
        assert outbox[-1].to == [editor.email]
        assert "Lost laptop" in outbox[-1].body

    def test_roles_come_back_when_the_person_is_let_in_again(
        self, portal, admin, client_for, commits, outbox
    ):
        editor, visitor = person(portal, "editor"), client_for(portal)
        services.suspend_person(actor=admin, person=editor, reason="A test")
        assert User.objects.get(pk=editor.pk).roles == frozenset()
        with commits():
            services.restore_person(actor=admin, person=editor)
        assert User.objects.get(pk=editor.pk).has_role("editor")
        sign_in(visitor, editor.email, PASSWORD)
        assert is_signed_in(visitor)
        assert outbox[-1].to == [editor.email]

    def test_it_takes_a_reason(self, portal, admin):
        with pytest.raises(ServiceError, match="reason"):
            services.suspend_person(actor=admin, person=person(portal, "editor"), reason=" ")

    def test_nobody_suspends_themselves(self, admin):
        UserFactory(roles=["portal_administrator"])
        with pytest.raises(ServiceError, match="cannot do this"):
            services.suspend_person(actor=admin, person=admin, reason="A test")

    def test_nobody_suspends_the_last_one_who_must_be_there(self, portal, admin):
        last = person(portal, "practice_manager")
        with pytest.raises(ServiceError, match="last practice manager"):
            services.suspend_person(actor=admin, person=last, reason="A test")
        UserFactory(roles=["practice_manager"])
        services.suspend_person(actor=admin, person=last, reason="A test")

    def test_twice_is_refused(self, portal, admin):
        editor = person(portal, "editor")
        services.suspend_person(actor=admin, person=editor, reason="A test")
        with pytest.raises(ServiceError, match="already"):
            services.suspend_person(actor=admin, person=editor, reason="A test")
        services.restore_person(actor=admin, person=editor)
        with pytest.raises(ServiceError, match="not suspended"):
            services.restore_person(actor=admin, person=editor)


@pytest.mark.usefixtures("portal")
class TestLeaving:
    def test_one_gives_up_a_role_of_ones_own(self, ledger_since):
        ann = UserFactory(roles=["clerk", "editor"])
        services.leave_role(actor=ann, grant=ann.grants.get(role="clerk"))
        assert User.objects.get(pk=ann.pk).roles == {"editor"}
        assert ledger_since() == ["accounts.role_left"]

    def test_nobody_gives_up_anothers(self):
        ann, ben = UserFactory(roles=["clerk"]), UserFactory(roles=["clerk"])
        with pytest.raises(ServiceError, match="cannot give up"):
            services.leave_role(actor=ann, grant=ben.grants.get())

    def test_the_last_administrator_stays(self, admin):
        with pytest.raises(ServiceError, match="last portal administrator"):
            services.leave_role(actor=admin, grant=admin.grants.get())

    def test_being_a_member_is_no_role_of_the_team(self):
        ann = UserFactory(roles=["member"])
        with pytest.raises(ServiceError, match="cannot give up"):
            services.leave_role(actor=ann, grant=ann.grants.get())


def _at_once(place, acts):
    """Run these at the same moment, each in a thread of its own; return what each refused."""
    start, said = threading.Barrier(len(acts)), []

    def run(act):
        try:
            with portal_context(place):
                start.wait(timeout=30)
                act()
                said.append("done")
        except ServiceError as error:
            said.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return said


@pytest.mark.parametrize("number", [2, 3], ids=["the last two", "of three"])
@pytest.mark.parametrize("way", ["end", "suspend"])
def test_two_administrators_who_act_against_each_other_at_once_do_not_both_go(
    committed_portal, way, number
):
    place = committed_portal(f"duel-{way}-{number}")
    with portal_context(place):
        everyone = UserFactory.create_batch(number, roles=["portal_administrator"])
        ann, ben = everyone[:2]

    def against(actor, other):
        mine = User.objects.get(pk=actor.pk)
        mine.roles  # noqa: B018  (as a request has asked before)
        if way == "end":
            grant = RoleGrant.objects.get(user=other)
            return lambda: services.end_role(actor=mine, grant=grant)
        return lambda: services.suspend_person(actor=mine, person=other, reason="A test")

    with portal_context(place):
        acts = [against(ann, ben), against(ben, ann)]
    said = _at_once(place, acts)

    assert sorted(text == "done" for text in said) == [False, True]
    with portal_context(place):
        left = {person for person in (ann, ben) if "portal_administrator" in _fresh(person).roles}
        assert len(left) == 1


def _fresh(person):
    return User.objects.get(pk=person.pk)
