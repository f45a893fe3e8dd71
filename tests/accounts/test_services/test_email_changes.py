"""Another e-mail address, confirmed from both mailboxes."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from accounts import services
from accounts.change_links import NEW, OLD, STOP, link_for
from accounts.demonstration import PASSWORD
from accounts.models import EmailChange, LedgerEntry, User
from accounts.services.own_account import locked_person
from accounts.tokens import reset_tokens
from tenants.current import portal_context
from tenants.errors import ServiceError
from tenants.links import LinkRefused
from tests.accounts.conftest import token_in
from tests.factories.accounts import UserFactory, VisitFactory

WISH = "new@people.example"


def token_of(change, side) -> str:
    return link_for(change, side).rstrip("/").rsplit("/", 1)[1]


def ask(person, email=WISH):
    return services.ask_email_change(actor=person, email=email, password=PASSWORD)


def confirm(change, *sides):
    for side in sides:
        changed = services.confirm_email_change(token=token_of(change, side))
    return changed


def email_of(person):
    return User.objects.get(pk=person.pk).email


@pytest.fixture
def ann(portal):
    return UserFactory(email="ann@people.example")


class TestAsking:
    def test_both_addresses_get_a_mail_and_nothing_changes_yet(self, ann, commits, outbox):
        with commits():
            change = ask(ann, " New@People.Example ")
        assert {message.to[0] for message in outbox} == {ann.email, WISH}
        to_old = next(message for message in outbox if message.to == [ann.email])
        assert "/email/stop/" in to_old.body
        assert WISH in to_old.body
        assert email_of(ann) == "ann@people.example"
        assert services.pending_change(ann) == change
        assert services.confirm_email_change(token=token_in(to_old)).old_confirmed_at

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"email": "nonsense"}, "email"),
            ({"email": "ANN@people.example"}, "email"),
            ({"password": "wrong"}, "password"),
        ],
    )
    def test_what_is_wrong_is_said_by_field(self, ann, typed, field):
        with pytest.raises(ServiceError) as refused:
            services.ask_email_change(actor=ann, **{"email": WISH, "password": PASSWORD, **typed})
        assert field in refused.value.messages
        assert not EmailChange.objects.exists()

    def test_an_address_in_use_gets_the_same_answer_and_its_holder_is_told(
        self, ann, commits, outbox
    ):
        UserFactory(email=WISH)
        with commits():
            change = ask(ann)
        assert services.pending_change(ann) == change
        told = next(message for message in outbox if message.to == [WISH])
        assert "You have an account with this address already" in told.body
        assert "/email/confirm/" not in told.body

    def test_asking_again_takes_the_place_of_the_first(self, ann):
        first = ask(ann)
        second = ask(ann, "other@people.example")
        assert services.pending_change(ann) == second
        with pytest.raises(LinkRefused, match="taken back"):
            confirm(first, OLD)

    def test_nobody_asks_all_day(self, ann):
        for number in range(5):
            ask(ann, f"new{number}@people.example")
        with pytest.raises(ServiceError, match="too often"):
            ask(ann)
        with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
            assert ask(ann)

    def test_the_ledger_holds_no_address(self, ann, ledger_since):
        first = LedgerEntry.objects.count()
        confirm(ask(ann), OLD, NEW)
        assert ledger_since() == ["accounts.email_change_asked", "accounts.email_changed"]
        for entry in LedgerEntry.objects.filter(number__gt=first):
            assert "people.example" not in f"{entry.subject_label}{entry.detail}{entry.actor_label}"


class TestConfirming:
    @pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)])
    def test_it_happens_with_the_second_one_in_any_order(self, ann, order, commits, outbox):
        change = ask(ann)
        confirm(change, order[0])
        assert email_of(ann) == "ann@people.example"
        with commits():
            confirm(change, order[1])
        assert email_of(ann) == WISH
        assert services.pending_change(ann) is None
        assert [message.to for message in outbox] == [["ann@people.example"], [WISH]]
        assert all("was changed" in message.body for message in outbox)

    @pytest.mark.parametrize("side", [OLD, NEW])
    def test_each_link_works_once(self, ann, side):
        change = ask(ann)
        confirm(change, side)
        with pytest.raises(LinkRefused, match="used this link already"):
            confirm(change, side)
        assert email_of(ann) == "ann@people.example"

    def test_after_it_is_done_no_link_works(self, ann):
        change = ask(ann)
        confirm(change, OLD, NEW)
        for side in (OLD, NEW):
            with pytest.raises(LinkRefused, match="changed already"):
                confirm(change, side)
        with pytest.raises(LinkRefused):
            services.stop_email_change(token=token_of(change, STOP))

    def test_a_link_to_stop_confirms_nothing_and_the_others_stop_nothing(self, ann):
        change = ask(ann)
        with pytest.raises(LinkRefused):
            confirm(change, STOP)
        for side in (OLD, NEW):
            with pytest.raises(LinkRefused):
                services.stop_email_change(token=token_of(change, side))
        change.refresh_from_db()
        assert (change.old_confirmed_at, change.new_confirmed_at) == (None, None)
        assert change.withdrawn_at is None

    def test_links_end_after_three_days(self, ann):
        change = ask(ann)
        token = token_of(change, OLD)
        with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
            with pytest.raises(LinkRefused, match="too old"):
                services.confirm_email_change(token=token)
            assert services.pending_change(ann) is None

    def test_sessions_end_but_the_one_in_hand(self, ann):
        here, there = VisitFactory(user=ann), VisitFactory(user=ann)
        mark = ann.session_mark
        change = ask(ann)
        confirm(change, OLD)
        services.confirm_email_change(token=token_of(change, NEW), keep=here.session_key)
        assert list(ann.visits.all()) == [here]
        assert there.pk != here.pk
        assert User.objects.get(pk=ann.pk).session_mark != mark

    def test_a_link_for_a_new_password_ends_with_the_address(self, ann):
        token = reset_tokens.make_token(ann)
        confirm(ask(ann), OLD, NEW)
        assert not reset_tokens.check_token(User.objects.get(pk=ann.pk), token)

    def test_an_address_that_was_taken_meanwhile_is_said_in_words(self, ann):
        change = ask(ann)
        confirm(change, OLD)
        UserFactory(email=WISH)
        with pytest.raises(LinkRefused, match="Somebody else uses this"):
            confirm(change, NEW)
        assert email_of(ann) == "ann@people.example"
        assert services.pending_change(ann) is None

    def test_an_address_that_nobody_confirmed_is_free(self, ann):
        nobody = UserFactory(email=WISH, email_confirmed_at=None)
        change = ask(ann)
        confirm(change, OLD, NEW)
        assert email_of(ann) == WISH
        nobody.refresh_from_db()
        assert not nobody.is_active
        assert nobody.email != WISH

    def test_a_closed_account_changes_no_more(self, ann):
        change = ask(ann)
        User.objects.filter(pk=ann.pk).update(is_active=False)
        with pytest.raises(LinkRefused):
            confirm(change, OLD)


class TestTakingBack:
    def test_it_is_taken_back_by_its_person(self, ann, ledger_since):
        change = ask(ann)
        services.withdraw_email_change(actor=ann)
        assert services.pending_change(ann) is None
        with pytest.raises(LinkRefused, match="taken back"):
            confirm(change, NEW)
        with pytest.raises(ServiceError):
            services.withdraw_email_change(actor=ann)
        assert ledger_since()[-1] == "accounts.email_change_withdrawn"

    def test_this_was_not_me_stops_it_and_ends_every_session(self, ann, ledger_since):
        VisitFactory(user=ann)
        before = ann.get_session_auth_hash()
        change = ask(ann)
        confirm(change, NEW)
        services.stop_email_change(token=token_of(change, STOP))
        assert not ann.visits.exists()
        assert User.objects.get(pk=ann.pk).get_session_auth_hash() != before
        assert email_of(ann) == "ann@people.example"
        with pytest.raises(LinkRefused):
            confirm(change, OLD)
        assert ledger_since()[-1] == "accounts.email_change_stopped"

    def test_a_person_of_another_portal_is_not_found(self, ann, other_portal):
        with portal_context(other_portal):
            stranger = UserFactory()
        with pytest.raises(ServiceError):
            locked_person(stranger)


def test_two_who_want_the_same_address_at_once_get_one_account_each(committed_portal):
    portal = committed_portal("race-email")
    with portal_context(portal):
        people = [UserFactory(), UserFactory()]
        changes = [ask(person) for person in people]
        for change in changes:
            confirm(change, OLD)
        tokens = [token_of(change, NEW) for change in changes]
    barrier, said = threading.Barrier(2), []

    def last_step(token):
        with portal_context(portal):
            barrier.wait(10)
            try:
                services.confirm_email_change(token=token)
                said.append("done")
            except LinkRefused as refused:
                said.append(str(refused))
        connection.close()

    threads = [threading.Thread(target=last_step, args=[token]) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(said)[1] == "done"
    assert "Somebody else uses this" in sorted(said)[0]
    with portal_context(portal):
        assert User.objects.filter(email=WISH).count() == 1


def test_the_two_links_followed_at_once_change_it_once(committed_portal):
    portal = committed_portal("race-links")
    with portal_context(portal):
        ann = UserFactory()
        change = ask(ann)
        tokens = [token_of(change, side) for side in (OLD, NEW)]
    barrier, faults = threading.Barrier(2), []

    def follow(token):
        with portal_context(portal):
            barrier.wait(10)
            try:
                services.confirm_email_change(token=token)
            except Exception as error:
                faults.append(error)
        connection.close()

    threads = [threading.Thread(target=follow, args=[token]) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert faults == []
    with portal_context(portal):
        assert email_of(ann) == WISH
