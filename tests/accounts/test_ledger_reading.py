"""Finding entries of the ledger, and saying them in words."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import ledger
from accounts.ledger.finding import Filters
from accounts.ledger.words import detail_in_words, rows_of
from accounts.models import LedgerEntry
from accounts.verbs import Verb
from tests.factories.accounts import UserFactory


def record(**changes):
    return ledger.record(**{"actor": None, "verb": Verb.ROLE_GIVEN, **changes})


def found(**asked):
    return list(Filters(**asked).narrow(LedgerEntry.objects.order_by("-number")))


@pytest.mark.usefixtures("portal")
class TestFilters:
    @pytest.fixture
    def ann(self):
        return UserFactory(display_name="Ann Otter")

    def test_by_what_was_done(self, ann):
        wanted = record(verb=Verb.PLACES_CHANGED)
        record(verb=Verb.PROFILE_CHANGED)
        assert found(what="accounts.places_changed") == [wanted]

    def test_by_part_of_a_name_or_by_identity(self, ann):
        wanted = record(actor=ann)
        record(actor=UserFactory(display_name="Bob"))
        assert found(who="otter") == found(who=str(ann.uuid)) == [wanted]

    def test_by_what_it_was_about(self, ann):
        wanted = record(subject=ann)
        record(subject=UserFactory(display_name="Bob"))
        assert found(about="OTTER") == found(about=str(ann.uuid).upper()) == [wanted]

    def test_by_days_of_our_own_time_both_included(self, ann):
        moments = [
            datetime(2090, 6, 1, 22, 59, tzinfo=UTC),
            datetime(2090, 6, 1, 23, 0, tzinfo=UTC),  # midnight in London
            datetime(2090, 6, 3, 22, 59, tzinfo=UTC),
            datetime(2090, 6, 3, 23, 0, tzinfo=UTC),
        ]
        made = []
        for moment in moments:
            with time_machine.travel(moment, tick=False):
                made.append(record())
        assert found(since=date(2090, 6, 2), until=date(2090, 6, 3)) == [made[2], made[1]]

    def test_verbs_in_use_are_found_with_one_query(self):
        record(verb=Verb.PLACES_CHANGED)
        with CaptureQueriesContext(connection) as asked:
            verbs = LedgerEntry.objects.verbs_in_use()
        assert verbs == sorted(set(LedgerEntry.objects.values_list("verb", flat=True)))
        assert (
            len([query for query in asked.captured_queries if "search_path" not in query["sql"]])
            == 1
        )


class TestWords:
    @pytest.mark.parametrize(
        ("detail", "words"),
        [
            ({}, ""),
            ({"role": "clerk"}, "Role: Clerk"),
            ({"fields": ["display_name", "language"]}, "Fields: display_name, language"),
            ({"ends_at": None, "sent_again": True}, "Ends at: –; Sent again: Yes"),
            ({"from": "2026-07-01T22:59:00.123456+00:00"}, "From: 1 July 2026 at 11.59pm"),
            ({"from": "2026-99-01T22:59:00+00:00"}, "From: 2026-99-01T22:59:00+00:00"),
            ({"places": []}, "Places: None"),
            ({"was": {"role": "editor", "days": 3}}, "Was: Role: Editor; Days: 3"),
            ([1, 2], "Detail: 1, 2"),
            ({"": 0}, "–: 0"),
        ],
    )
    def test_a_detail_reads_as_text(self, detail, words):
        assert detail_in_words(detail) == words
        assert all(set(row) == {"key", "value"} for row in rows_of(detail))
