"""What the database itself refuses, and the lists that readers get (C7, C9)."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.models import Locality
from cms.directory.models import (
    Contact,
    CostOption,
    Location,
    ProposedChange,
    Schedule,
    Service,
    ServiceArea,
    ServiceAttribute,
)
from tests.factories.directory import (
    LocationFactory,
    OrganisationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    TermFactory,
)

pytestmark = pytest.mark.usefixtures("portal")


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=f'"{constraint}"')


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("service_named_and_described", {"name": ""}),
        ("service_status_known", {"status": "asleep"}),
        ("service_visibility_known", {"visibility": "half"}),
        ("service_ages_in_order", {"minimum_age": 9, "maximum_age": 3}),
        ("service_ages_sensible", {"maximum_age": 400}),
        ("service_published_is_assured", {"assured_on": None}),
    ],
)
def test_a_service_that_cannot_be_is_refused(constraint, values):
    with refused(constraint):
        ServiceFactory(**values)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("location_named", {"name": ""}),
        ("location_kind_known", {"kind": "elsewhere"}),
        ("location_address_whole", {"postcode": ""}),
        ("location_point_whole", {"longitude": None}),
        ("location_point_whole", {"latitude": 91}),
        ("location_area_whole", {"area_latitude": 50.0}),
    ],
)
def test_a_place_that_cannot_be_is_refused(constraint, values):
    with refused(constraint):
        LocationFactory(**values)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("schedule_freq_known", {"freq": "DAILY"}),
        ("schedule_interval_positive", {"interval": 0, "dtstart": date(2026, 1, 1)}),
        ("schedule_byday_well_formed", {"byday": "MO,XX"}),
        ("schedule_bymonthday_well_formed", {"bymonthday": "32"}),
        ("schedule_closes_after_opening", {"opens_at": time(12), "closes_at": time(11)}),
        (
            "schedule_ends_after_start",
            {"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)},
        ),
        ("schedule_interval_has_a_start", {"interval": 2}),
    ],
)
def test_opening_times_that_cannot_be_are_refused(constraint, values):
    with refused(constraint):
        Schedule.objects.create(service=ServiceFactory(), **values)


def test_opening_times_prices_and_contacts_belong_to_one_thing():
    both = ServiceAtLocationFactory()
    with refused("schedule_of_one_thing"), transaction.atomic():
        Schedule.objects.create(service=both.service, service_at_location=both, byday="MO")
    with refused("schedule_of_one_thing"), transaction.atomic():
        Schedule.objects.create(byday="MO")
    with refused("contact_of_one_thing"), transaction.atomic():
        Contact.objects.create(name="The team")
    with refused("contact_says_something"), transaction.atomic():
        Contact.objects.create(service=both.service)
    with refused("cost_option_not_negative"), transaction.atomic():
        CostOption.objects.create(service=both.service, amount=-1)
    with refused("cost_option_says_something"), transaction.atomic():
        CostOption.objects.create(service=both.service, option="A family")


def test_a_refusal_needs_a_reason_and_one_change_waits_at_a_time():
    change = {
        "organisation": OrganisationFactory(),
        "kind": "service",
        "entry_id": uuid4(),
        "label": "Group",
        "values": {"name": "New"},
    }
    with refused("proposed_change_refused_has_a_reason"), transaction.atomic():
        ProposedChange.objects.create(**change, state="refused", decided_at=timezone.now())
    with refused("proposed_change_decided_has_a_time"), transaction.atomic():
        ProposedChange.objects.create(**change, state="accepted")
    ProposedChange.objects.create(**change)
    with refused("proposed_change_one_waiting"), transaction.atomic():
        ProposedChange.objects.create(**change)
    new = change | {"entry_id": None}
    # Entries still to be made do not stand in each other's way.
    ProposedChange.objects.create(**new)
    ProposedChange.objects.create(**new)


def test_a_row_of_a_source_comes_once_and_rows_written_here_need_none():
    ServiceFactory.create_batch(2)
    ServiceFactory(source="council feed", source_id="7")
    with refused("service_once_in_source"):
        ServiceFactory(source="council feed", source_id="7")


def test_a_withheld_address_never_reaches_what_readers_take():
    refuge = LocationFactory(address_withheld=True, latitude=50.1, longitude=-4.2)
    refuge.refresh_from_db()
    assert (refuge.shown_latitude, refuge.shown_longitude) == (None, None)
    assert refuge.address_lines == []

    Location.objects.filter(pk=refuge.pk).update(area_latitude=50.4, area_longitude=-4.1)
    refuge.refresh_from_db()
    assert (refuge.shown_latitude, refuge.shown_longitude) == (50.4, -4.1)

    Location.objects.filter(pk=refuge.pk).update(address_withheld=False)
    refuge.refresh_from_db()
    assert (refuge.shown_latitude, refuge.shown_longitude) == (50.1, -4.2)


def test_what_shows_is_published_running_and_assured_in_time():
    today = timezone.localdate()
    shown = ServiceFactory()
    ServiceFactory(visibility="draft")
    ServiceFactory(visibility="hidden")
    ServiceFactory(status="defunct")
    old = ServiceFactory(assured_on=today - timedelta(days=260))
    overdue = ServiceFactory(assured_on=today - timedelta(days=200))

    assert set(Service.objects.shown()) == {shown, overdue}
    assert set(Service.objects.overdue_on(today)) == {old, overdue}
    assert [each.is_shown for each in (shown, old, overdue)] == [True, False, True]
    assert [each.is_overdue for each in (shown, old, overdue)] == [False, True, True]
    assert [each.is_in_time for each in (shown, old, overdue)] == [True, False, False]


def test_services_are_found_by_words_of_their_own_and_of_their_organisation():
    group = ServiceFactory(name="Stay and play", name_cy="Aros a chwarae")
    advice = ServiceFactory(organisation=OrganisationFactory(name="Barnwood Trust"))

    def found(words: str) -> list[Service]:
        return list(Service.objects.matching(words))

    assert found("playing") == [group]
    assert found("chwarae") == [group]
    assert found("barnwood") == [advice]
    assert found("zebra") == []


def test_services_are_found_by_term_age_and_locality():
    east, west = Locality.objects.all()
    term, other = TermFactory.create_batch(2)
    toddlers = ServiceFactory(minimum_age=0, maximum_age=4)
    everyone = ServiceFactory()
    ServiceAttribute.objects.create(service=toddlers, term=term)
    ServiceArea.objects.create(service=toddlers, locality=east)

    assert list(Service.objects.with_term(term)) == [toddlers]
    assert list(Service.objects.with_term(other)) == []
    assert list(Service.objects.with_code(term.taxonomy.code, term.code)) == [toddlers]
    assert set(Service.objects.for_ages(4, 8)) == {toddlers, everyone}
    assert list(Service.objects.for_ages(5, 8)) == [everyone]
    assert set(Service.objects.in_locality(east)) == {toddlers, everyone}
    assert list(Service.objects.in_locality(west)) == [everyone]


def test_a_text_is_said_in_welsh_where_there_is_welsh():
    service = ServiceFactory(name="Stay and play", name_cy="Aros a chwarae")
    with translation.override("cy"):
        assert service.said("name") == "Aros a chwarae"
        assert service.said("description") == "A group for parents."
    with translation.override("en"):
        assert service.said("name") == "Stay and play"
