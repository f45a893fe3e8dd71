"""Devices that are removed, and devices that are lost."""

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import services
from accounts.services.second_factors import has_second_factor
from tenants.errors import ServiceError


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
