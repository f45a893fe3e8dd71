"""Apps, codes, removal and resets, called as the pages call them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import services
from accounts.models import LedgerEntry, RecoveryCode, User
from accounts.services import authenticator_apps
from accounts.services.proofs import check_app_code, check_recovery_code
from accounts.services.second_factors import has_second_factor, second_factors_of
from tenants.current import portal_context
from tenants.errors import ServiceError
from tests.accounts.test_second_factors.conftest import STEP, code, wrong
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

        assert refused.value.messages == authenticator_apps.NO_CODE

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
        for _again in range(authenticator_apps.MOST - 1):
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


class TestRecoveryCodes:
    def test_each_works_once_in_any_spelling(self, enrolled, commits, outbox):
        with commits():
            left = check_recovery_code(
                person=enrolled, code=f" {enrolled.codes[2].upper().replace('-', ' ')} "
            )

        assert left == 9
        assert "You have 9 left" in " ".join(outbox[-1].body.split())
        with pytest.raises(ServiceError, match="unused"):
            check_recovery_code(person=enrolled, code=enrolled.codes[2])

    @pytest.mark.parametrize("typed", ["", "12", "03-abcde-fghj", "xx-abcde-fghjk", "💥" * 12])
    def test_what_is_no_code_is_refused(self, enrolled, typed):
        with pytest.raises(ServiceError, match="Enter a recovery code"):
            check_recovery_code(person=enrolled, code=typed)

    def test_one_codes_secret_is_no_use_under_another_number(self, enrolled):
        swapped = "05" + enrolled.codes[0][2:]

        with pytest.raises(ServiceError, match="unused"):
            check_recovery_code(person=enrolled, code=swapped)

    def test_only_slow_salted_hashes_are_kept(self, enrolled):
        kept = list(RecoveryCode.objects.values_list("digest", flat=True))

        assert len(set(kept)) == 10
        assert all(digest.startswith("argon2") for digest in kept)

    def test_new_ones_replace_the_old(self, enrolled):
        _person, new = services.make_codes(actor=enrolled)

        with pytest.raises(ServiceError):
            check_recovery_code(person=enrolled, code=enrolled.codes[0])
        assert check_recovery_code(person=enrolled, code=new[0]) == 9

    def test_there_are_none_without_a_device(self, ann):
        with pytest.raises(ServiceError, match="Set up an app or a passkey first"):
            services.make_codes(actor=ann)


class TestRemoving:
    def test_the_last_device_goes_with_its_codes(self, enrolled):
        services.remove_device(actor=enrolled, kind="app", pk=enrolled.device.pk)

        assert not has_second_factor(enrolled)
        assert not enrolled.recovery_codes.exists()

    def test_who_needs_one_keeps_the_last(self, clock, manager):
        device = TOTPDevice.objects.get(user=manager)

        with pytest.raises(ServiceError, match="Add another device first"):
            services.remove_device(actor=manager, kind="app", pk=device.pk)

        assert has_second_factor(manager)

    def test_somebody_elses_device_stays(self, enrolled, manager):
        device = TOTPDevice.objects.get(user=manager)

        with pytest.raises(ServiceError, match="gone already"):
            services.remove_device(actor=enrolled, kind="app", pk=device.pk)

        assert has_second_factor(manager)


class TestResets:
    def ask(self, admin, enrolled):
        return services.ask_for_reset(actor=admin, person=enrolled, reason="Met her")

    def test_one_asks_another_agrees_and_everything_of_the_device_is_gone(
        self, admin, manager, enrolled, commits, outbox, ledger_since
    ):
        before = enrolled.get_session_auth_hash()
        with commits():
            reset = self.ask(admin, enrolled)
        with commits():
            services.agree_to_reset(actor=manager, reset=reset)

        enrolled.refresh_from_db()
        assert not has_second_factor(enrolled)
        assert not enrolled.recovery_codes.exists()
        assert enrolled.get_session_auth_hash() != before
        assert [mail.to for mail in outbox[-2:]] == [["ann@example.org"]] * 2
        assert ledger_since()[-2:] == ["accounts.reset_asked", "accounts.second_factor_reset"]

    def test_who_asked_cannot_agree(self, admin, enrolled):
        reset = self.ask(admin, enrolled)

        with pytest.raises(ServiceError, match="Another manager"):
            services.agree_to_reset(actor=admin, reset=reset)

        assert has_second_factor(enrolled)

    def test_nobody_asks_or_agrees_for_themselves(self, admin, manager):
        with pytest.raises(ServiceError):
            services.ask_for_reset(actor=admin, person=admin, reason="Lost")
        reset = self.ask(admin, manager)
        with pytest.raises(ServiceError):
            services.agree_to_reset(actor=manager, reset=reset)

    def test_one_request_at_a_time(self, admin, manager, enrolled):
        self.ask(admin, enrolled)

        with pytest.raises(ServiceError, match="already"):
            self.ask(manager, enrolled)

    def test_it_wants_a_reason(self, admin, enrolled):
        with pytest.raises(ServiceError) as refused:
            services.ask_for_reset(actor=admin, person=enrolled, reason="  ")

        assert "reason" in refused.value.messages

    def test_what_is_done_or_withdrawn_cannot_be_agreed_to(self, admin, manager, enrolled):
        reset = self.ask(admin, enrolled)
        services.withdraw_reset(actor=enrolled, reset=reset)

        with pytest.raises(ServiceError, match="no longer open"):
            services.agree_to_reset(actor=manager, reset=reset)

        assert has_second_factor(enrolled)


def in_turn(work, portal, people):
    """Do the same for several people at once; return what each got, True or the refusal."""

    def run(each):
        try:
            with portal_context(portal):
                work(each)
            return True
        except ServiceError as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(run, people))


@pytest.fixture
def crowded(committed_portal):
    """A portal outside any transaction, with Ann, her device and her codes."""
    portal = committed_portal("crowded")
    with portal_context(portal):
        ann = UserFactory(email="ann@example.org")
        device = services.add_app(actor=ann)
        _person, codes = services.confirm_app(actor=ann, code=code(device))
    return portal, ann, device, codes


def test_two_sign_ins_racing_on_one_code_succeed_once(crowded):
    portal, ann, device, _codes = crowded
    shown = code(device, after=STEP)

    got = in_turn(lambda each: check_app_code(person=each, code=shown), portal, [ann] * 4)

    assert got.count(True) == 1


def test_two_sign_ins_racing_on_one_recovery_code_succeed_once(crowded):
    portal, ann, _device, codes = crowded

    got = in_turn(lambda each: check_recovery_code(person=each, code=codes[0]), portal, [ann] * 4)

    assert got.count(True) == 1


def test_a_person_of_another_portal_with_the_same_key_gets_nothing(portal, other_portal):
    manager = person(portal, "practice_manager")
    stranger = person(other_portal, "practice_manager")
    assert stranger.pk == manager.pk

    with pytest.raises(ServiceError, match="not here"):
        services.add_app(actor=stranger)

    assert User.objects.get(pk=manager.pk).recovery_codes.count() == 0
