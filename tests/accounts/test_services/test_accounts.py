"""What people do with their own accounts."""

import pytest

from accounts import services
from accounts.models import LedgerEntry, User
from tenants.errors import ServiceError
from tests.factories.accounts import UserFactory

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
