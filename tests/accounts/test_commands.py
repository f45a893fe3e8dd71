"""Commands for the platform's operators."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.services.second_factors import has_second_factor
from tenants.platform import PLATFORM
from tests.accounts.conftest import link_in

pytestmark = pytest.mark.usefixtures("_public")


def run(*args):
    out = StringIO()
    call_command("make_operator", *args, stdout=out)
    return out.getvalue()


def test_an_operator_is_invited_on_the_platforms_host(commits, outbox):
    with commits():
        assert "on its way to op@example.org" in run("op@example.org")
    assert link_in(outbox[0]).startswith(PLATFORM.url("/invitation/"))


def test_a_script_makes_one_at_once_and_can_be_run_again(monkeypatch, in_portal):
    for _ in range(2):
        monkeypatch.setattr("sys.stdin", StringIO("lantern-otter-basil\n"))
        assert "can sign in" in run("op@example.org", "--password-stdin", "--name", "Olu")
    with in_portal(PLATFORM):
        operator = User.objects.get(email="op@example.org")
        assert operator.check_password("lantern-otter-basil")
        assert operator.has_role("operator")
        assert operator.display_name == "Olu"


@pytest.mark.parametrize("args", [("nonsense",), ("op@example.org", "--password-stdin")])
def test_what_cannot_be_done_is_said(monkeypatch, args):
    monkeypatch.setattr("sys.stdin", StringIO("short\n"))
    with pytest.raises(CommandError):
        run(*args)


class TestResetSecondFactor:
    def reset(self, *words):
        call_command("reset_second_factor", *words, "--reason", "Rang them", stdout=StringIO())

    def test_it_takes_the_device_tells_the_person_and_is_recorded(
        self, portal, manager, commits, outbox, ledger_since
    ):
        with commits():
            self.reset(manager.email, "--portal", "north")

        assert not has_second_factor(manager)
        assert outbox[-1].to == [manager.email]
        assert ledger_since() == ["accounts.second_factor_reset"]

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["nobody@north.example", "--portal", "north"], "Nobody has the address"),
            (["clerk@north.example", "--portal", "nowhere"], "no portal"),
            (["clerk@north.example"], "Nobody has the address"),
        ],
    )
    def test_what_cannot_be_found_is_said(self, portal, words, said):
        with pytest.raises(CommandError, match=said):
            self.reset(*words)
