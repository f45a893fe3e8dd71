"""Recovery codes."""

import pytest

from accounts import services
from accounts.models import RecoveryCode
from accounts.services.proofs import check_recovery_code
from tenants.errors import ServiceError
from tests.accounts.test_second_factors.conftest import in_turn


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


def test_two_sign_ins_racing_on_one_recovery_code_succeed_once(crowded):
    portal, ann, _device, codes = crowded

    got = in_turn(lambda each: check_recovery_code(person=each, code=codes[0]), portal, [ann] * 4)

    assert got.count(True) == 1
