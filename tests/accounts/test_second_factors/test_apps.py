"""Authenticator apps and their codes."""

import pytest

from accounts import services
from accounts.models import LedgerEntry, User
from accounts.services.authenticator_apps import NO_CODE
from accounts.services.proofs import check_app_code
from accounts.services.second_factors import MOST, has_second_factor, second_factors_of
from tenants.errors import ServiceError
from tests.accounts.test_second_factors.conftest import STEP, code, in_turn, wrong
from tests.conftest import person
from tests.factories.accounts import UserFactory


class TestSettingUp:
    def test_an_app_counts_once_its_first_code_is_entered(self, ann, ledger_since):
        device = services.add_app(actor=ann)
        assert not has_second_factor(ann)

        _person, codes = services.confirm_app(actor=ann, code=code(device), name="My phone")

        assert [app.name for app in second_factors_of(ann).apps] == ["My phone"]
        assert len(set(codes)) == 10
        assert ledger_since() == ["accounts.device_added"]

    @pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12 34 5"])
    def test_what_is_no_code_is_refused_beside_the_field(self, ann, typed):
        services.add_app(actor=ann)

        with pytest.raises(ServiceError) as refused:
            services.confirm_app(actor=ann, code=typed)

        assert refused.value.messages == NO_CODE

    def test_a_code_may_be_typed_with_a_space(self, ann):
        shown = code(services.add_app(actor=ann))

        services.confirm_app(actor=ann, code=f" {shown[:3]} {shown[3:]} ")

        assert has_second_factor(ann)

    def test_a_set_up_cannot_be_replayed(self, ann, clock):
        device = services.add_app(actor=ann)
        services.confirm_app(actor=ann, code=code(device))
        clock.shift(STEP)

        with pytest.raises(ServiceError, match="set-up is over"):
            services.confirm_app(actor=ann, code=code(device))

    def test_beginning_again_makes_the_first_key_worthless(self, ann):
        first = services.add_app(actor=ann)
        services.add_app(actor=ann)

        with pytest.raises(ServiceError, match="not the code"):
            services.confirm_app(actor=ann, code=code(first))

    def test_a_set_up_that_is_left_lying_is_over_after_an_hour(self, ann, clock):
        device = services.add_app(actor=ann)
        clock.shift(3601)

        with pytest.raises(ServiceError, match="over"):
            services.confirm_app(actor=ann, code=code(device))

    def test_the_code_of_the_set_up_does_not_sign_in(self, ann):
        device = services.add_app(actor=ann)
        services.confirm_app(actor=ann, code=code(device))

        with pytest.raises(ServiceError):
            check_app_code(person=ann, code=code(device))

    def test_every_change_ends_other_sessions_and_tells_the_person(self, ann, commits, outbox):
        before = ann.get_session_auth_hash()
        device = services.add_app(actor=ann)

        with commits():
            services.confirm_app(actor=ann, code=code(device))

        ann.refresh_from_db()
        assert ann.get_session_auth_hash() != before
        assert outbox[-1].to == ["ann@example.org"]
        assert "authenticator app added" in outbox[-1].body

    def test_there_is_an_end_to_how_many(self, enrolled, clock):
        for _again in range(MOST - 1):
            device = services.add_app(actor=enrolled)
            services.confirm_app(actor=enrolled, code=code(device))

        with pytest.raises(ServiceError, match="Remove one first"):
            services.add_app(actor=enrolled)


class TestCodes:
    @pytest.mark.parametrize("after", [-STEP, 0, STEP])
    def test_a_code_is_good_for_a_step_before_and_after_its_own(self, enrolled, after):
        check_app_code(person=enrolled, code=code(enrolled.device, after=after))

    @pytest.mark.parametrize("after", [-3 * STEP, -2 * STEP, 2 * STEP, 3 * STEP])
    def test_a_late_or_early_code_is_refused(self, enrolled, clock, after):
        clock.shift(10 * STEP)

        with pytest.raises(ServiceError, match="not the code"):
            check_app_code(person=enrolled, code=code(enrolled.device, after=after))

    def test_a_code_works_once(self, enrolled):
        shown = code(enrolled.device)
        check_app_code(person=enrolled, code=shown)

        with pytest.raises(ServiceError, match="not the code"):
            check_app_code(person=enrolled, code=shown)

    def test_a_wrong_code_is_refused_and_recorded_without_the_code(self, enrolled, ledger_since):
        with pytest.raises(ServiceError):
            check_app_code(person=enrolled, code=wrong(enrolled.device))

        assert ledger_since()[-1] == "accounts.proof_failed"
        entry = LedgerEntry.objects.order_by("-number").first()
        assert entry.actor_label == "a visitor"
        assert wrong(enrolled.device) not in str(entry.detail)

    def test_somebody_elses_code_is_no_use(self, enrolled):
        other = UserFactory()
        device = services.add_app(actor=other)
        services.confirm_app(actor=other, code=code(device))

        with pytest.raises(ServiceError):
            check_app_code(person=enrolled, code=code(device, after=STEP))

    def test_an_app_that_is_not_confirmed_opens_nothing(self, ann):
        device = services.add_app(actor=ann)

        with pytest.raises(ServiceError):
            check_app_code(person=ann, code=code(device))


def test_two_sign_ins_racing_on_one_code_succeed_once(crowded):
    portal, ann, device, _codes = crowded
    shown = code(device, after=STEP)

    got = in_turn(lambda each: check_app_code(person=each, code=shown), portal, [ann] * 4)

    assert got.count(True) == 1


def test_a_person_of_another_portal_with_the_same_key_gets_nothing(portal, other_portal):
    manager = person(portal, "practice_manager")
    stranger = person(other_portal, "practice_manager")
    assert stranger.pk == manager.pk

    with pytest.raises(ServiceError, match="not here"):
        services.add_app(actor=stranger)

    assert User.objects.get(pk=manager.pk).recovery_codes.count() == 0
