"""What people do with their own accounts."""

import pytest

from accounts import services
from accounts.models import LedgerEntry, User
from tenants.errors import ServiceError
from tests.accounts.conftest import GOOD
from tests.factories.accounts import InvitationFactory, UserFactory

pytestmark = pytest.mark.usefixtures("portal")


class TestOwnAccount:
    def test_details_are_changed_and_their_names_recorded(self, portal, ledger_since):
        portal.languages = ["en", "cy"]
        ann = UserFactory(display_name="Ann")
        services.change_profile(actor=ann, display_name="Anna", full_name="", language="cy")
        ann.refresh_from_db()
        assert (ann.display_name, ann.language) == ("Anna", "cy")
        assert LedgerEntry.objects.last().detail == {"fields": ["display_name", "language"]}
        services.change_profile(actor=ann, display_name="Anna", full_name="", language="cy")
        assert ledger_since() == ["accounts.profile_changed"]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"display_name": " "}, "display_name"), ({"language": "tlh"}, "language")],
    )
    def test_what_is_wrong_is_said_by_field(self, changes, field):
        asked = {"display_name": "Ann", "full_name": "", "language": "en", **changes}
        with pytest.raises(ServiceError) as refused:
            services.change_profile(actor=UserFactory(), **asked)
        assert field in refused.value.messages

    def test_a_name_of_the_team_is_refused_wherever_one_is_chosen(self, portal):
        InvitationFactory(token="abc", role="editor")
        ways = [
            lambda name: services.change_profile(
                actor=UserFactory(), display_name=name, full_name="", language="en"
            ),
            lambda name: services.sign_up(display_name=name, email="x@y.example", password=GOOD),
            lambda name: services.accept_invitation(token="abc", display_name=name, password=GOOD),
        ]
        for way in ways:
            for name in ("Moderator", f"{portal.name} team", "\u200b"):
                with pytest.raises(ServiceError) as refused:
                    way(name)
                assert "display_name" in refused.value.messages
        assert ways[2]("Editor Jane").display_name == "Editor Jane"

    def test_a_name_that_was_had_before_may_stay(self):
        ann = UserFactory(display_name="Moderator")
        changed = services.change_profile(
            actor=ann, display_name="Moderator", full_name="Ann", language="en"
        )
        assert changed.full_name == "Ann"

    def test_a_language_that_the_portal_no_longer_has_may_stay_but_is_not_chosen_anew(self):
        asked = {"display_name": "Ann", "full_name": "", "language": "cy"}
        assert services.change_profile(actor=UserFactory(language="cy"), **asked)
        with pytest.raises(ServiceError, match="Choose a language"):
            services.change_profile(actor=UserFactory(), **asked)

    def test_sessions_are_ended_by_oneself_or_the_team(self, admin, ledger_since):
        ann = UserFactory()
        first = ann.get_session_auth_hash()
        services.end_sessions(actor=ann, person=ann)
        second = User.objects.get(pk=ann.pk).get_session_auth_hash()
        services.end_sessions(actor=admin, person=ann)
        third = User.objects.get(pk=ann.pk).get_session_auth_hash()
        assert len({first, second, third}) == 3
        assert ledger_since() == ["accounts.sessions_ended"] * 2
        with pytest.raises(ServiceError):
            services.end_sessions(actor=ann, person=admin)
