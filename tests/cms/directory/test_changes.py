"""What providers propose: kept apart until it is passed, compared, refused, withdrawn (C9)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from accounts.models import LedgerEntry, Notification
from cms.directory.models import CostOption, ProposedChange, Service, TaxonomyTerm
from cms.directory.services import (
    ChangedMeanwhile,
    accept_change,
    change_entry,
    propose_change,
    propose_end,
    refuse_change,
    withdraw_change,
)
from cms.directory.values.reading import empty_values, fingerprint, values_of
from tenants.errors import ServiceError
from tests.cms.directory.changes import propose, provider_of
from tests.conftest import person
from tests.factories.directory import (
    LocationFactory,
    OrganisationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.usefixtures("portal")
KIND = ProposedChange.Kind.SERVICE


@pytest.fixture
def service():
    return ServiceFactory(name="Stay and play", description="Toys and tea.")


@pytest.fixture
def provider(service):
    return provider_of(service.organisation)


@pytest.fixture
def editor(portal):
    return person(portal, "editor")


def last_verb() -> str:
    return LedgerEntry.objects.order_by("-number").first().verb


def test_nothing_shows_before_it_is_passed(service, provider, editor):
    change = propose(provider, service, description="Toys, tea and songs.")
    service.refresh_from_db()
    assert service.description == "Toys and tea."
    assert change.values == {"description": "Toys, tea and songs."}
    assert last_verb() == "directory.change_proposed"

    accept_change(actor=editor, change=change)
    service.refresh_from_db()
    change.refresh_from_db()
    assert service.description == "Toys, tea and songs."
    assert (change.state, change.decided_by) == ("accepted", editor)
    assert last_verb() == "directory.change_accepted"


def test_passing_a_change_counts_as_checked_that_day(service, provider, editor):
    service.assured_on = timezone.localdate() - timedelta(days=200)
    service.save()
    accept_change(actor=editor, change=propose(provider, service, description="One."))
    service.refresh_from_db()
    assert (service.assured_on, service.assured_by) == (timezone.localdate(), provider)


def test_ending_a_service_is_no_check_of_it(service, provider, editor):
    before = timezone.localdate() - timedelta(days=200)
    service.assured_on = before
    service.save()
    accept_change(actor=editor, change=propose_end(actor=provider, service=service, note=""))
    service.refresh_from_db()
    assert service.assured_on == before


def test_what_is_free_has_no_price(service, provider, editor):
    priced = ServiceFactory(organisation=service.organisation, is_free=None)
    priced.cost_options.create(amount="10.50")
    with pytest.raises(ServiceError, match="contradict each other"):
        propose(provider, priced, is_free=True)
    row = {"option": "", "amount": "10.50", "amount_description": ""}
    with pytest.raises(ServiceError, match="contradict each other"):
        propose(provider, service, is_free=True, cost_options=[row])
    propose(provider, service, is_free=True, cost_options=[row | {"amount": "0.00"}])
    values = values_of(priced)
    with pytest.raises(ServiceError, match="contradict each other"):
        change_entry(
            actor=editor,
            organisation=priced.organisation,
            kind=KIND,
            entry=priced,
            values=values | {"is_free": True},
            seen=fingerprint(values),
        )
    change_entry(
        actor=editor,
        organisation=priced.organisation,
        kind=KIND,
        entry=priced,
        values=values | {"is_free": True, "cost_options": []},
        seen=fingerprint(values),
    )
    priced.refresh_from_db()
    assert priced.is_free
    with pytest.raises(ValidationError, match="has no price"):
        CostOption(service=priced, amount="1.00").full_clean()


def test_who_passes_changes_is_told_once_and_who_proposed_it_what_became_of_it(
    service, provider, editor
):
    change = propose(provider, service, description="One.")
    propose(provider, service, description="Two.")
    told = Notification.objects.filter(user=editor, kind="directory.change_waiting")
    assert told.count() == 1
    refuse_change(actor=editor, change=change, reason="Say for which ages.")
    answer = Notification.objects.get(user=provider, kind="directory.change_decided")
    assert "Stay and play" in answer.title
    assert "Say for which ages." in answer.text


def test_a_provider_is_led_to_their_change_whatever_the_language_of_who_passed_it(
    portal, service, editor
):
    provider = provider_of(service.organisation, language="cy")
    change = propose(provider, service, description="One.")
    with translation.override("cy"):
        accept_change(actor=editor, change=change)
    told = Notification.objects.get(user=provider, kind="directory.change_decided")
    assert told.path == f"/entries/changes/{change.pk}/"


def test_one_change_of_an_entry_waits_and_a_second_continues_it(service, provider):
    first = propose(provider, service, description="One.")
    second = propose(provider, service, email="play@people.example")
    assert first.pk == second.pk
    assert second.values == {"description": "One.", "email": "play@people.example"}


def test_two_forms_at_once_lose_nothing_unsaid(service, provider):
    colleague = provider_of(service.organisation)
    seen = fingerprint(values_of(service))
    propose(colleague, service, description="Hers.")
    with pytest.raises(ChangedMeanwhile):
        propose_change(
            actor=provider,
            organisation=service.organisation,
            kind=KIND,
            entry=service,
            values=values_of(service) | {"description": "Mine."},
            seen=seen,
        )


def test_a_change_of_what_has_changed_since_is_not_passed_unseen(service, provider, editor):
    change = propose(provider, service, description="Toys and songs.")
    service.description = "Toys, tea and cake."
    service.save()
    with pytest.raises(ChangedMeanwhile):
        accept_change(actor=editor, change=change)

    seen = fingerprint(values_of(service) | change.values)
    corrected = values_of(service) | {"description": "Toys, cake and songs."}
    accept_change(actor=editor, change=change, values=corrected, seen=seen)
    service.refresh_from_db()
    assert service.description == "Toys, cake and songs."
    told = Notification.objects.get(user=provider, kind="directory.change_decided")
    assert "with corrections" in told.title


def test_what_changed_elsewhere_in_the_entry_is_no_hindrance(service, provider, editor):
    change = propose(provider, service, description="Toys and songs.")
    service.email = "new@people.example"
    service.save()
    accept_change(actor=editor, change=change)
    service.refresh_from_db()
    assert (service.description, service.email) == ("Toys and songs.", "new@people.example")


def test_decided_once_is_decided(service, provider, editor):
    change = propose(provider, service, description="One.")
    refuse_change(actor=editor, change=change, reason="No.")
    for again in (
        lambda: accept_change(actor=editor, change=change),
        lambda: refuse_change(actor=editor, change=change, reason="No."),
        lambda: withdraw_change(actor=provider, change=change),
    ):
        with pytest.raises(ServiceError, match="decided meanwhile"):
            again()


def test_a_refusal_has_a_reason(service, provider, editor):
    change = propose(provider, service, description="One.")
    with pytest.raises(ServiceError):
        refuse_change(actor=editor, change=change, reason="  ")


def test_withdrawn_it_is_gone_from_the_queue_and_another_may_be_proposed(service, provider):
    change = propose(provider, service, description="One.")
    withdraw_change(actor=provider, change=change)
    assert not ProposedChange.objects.waiting().exists()
    assert propose(provider, service, description="Two.").pk != change.pk


def test_nothing_changed_is_no_change(service, provider):
    with pytest.raises(ServiceError, match="changed nothing"):
        propose(provider, service)


def test_what_no_entry_can_hold_is_refused_by_field(service, provider):
    with pytest.raises(ServiceError) as refused:
        propose(provider, service, email="not an address")
    assert "email" in refused.value.messages
    with pytest.raises(ServiceError, match="youngest"):
        propose(provider, service, minimum_age=9, maximum_age=3)


def test_providers_touch_their_own_entries_alone(service, editor):
    stranger = provider_of(OrganisationFactory())
    with pytest.raises(ServiceError):
        propose(stranger, service, description="Mine now.")
    other = ServiceFactory()
    with pytest.raises(ServiceError):  # one's own organisation, somebody else's service
        propose_change(
            actor=provider_of(service.organisation),
            organisation=service.organisation,
            kind=KIND,
            entry=other,
            values=values_of(other) | {"description": "Mine now."},
            seen=fingerprint(values_of(other)),
        )
    change = propose(provider_of(service.organisation), service, description="One.")
    for deed in (
        lambda: withdraw_change(actor=stranger, change=change),
        lambda: accept_change(actor=stranger, change=change),
        lambda: refuse_change(actor=stranger, change=change, reason="No."),
    ):
        with pytest.raises(ServiceError):
            deed()


def test_all_that_belongs_to_a_service_is_written_and_what_stays_keeps_its_key(
    service, provider, editor
):
    there = ServiceAtLocationFactory(service=service)
    monday = there.schedules.create(freq="WEEKLY", byday="MO", opens_at="09:30", closes_at="11:00")
    old = service.phones.create(number="01632 960001")
    term = TaxonomyTerm.objects.of("need").first()
    values = values_of(service)
    values["phones"] = [
        {**values["phones"][0], "description": "Bookings"},
        {"id": "", "number": "01632 960002", "extension": "", "description": "",
         "description_cy": ""},
    ]  # fmt: skip
    values["schedules"][0]["closes_at"] = "12:00"
    values |= {"terms": [str(term.pk)], "places": [*values["places"], str(LocationFactory().pk)]}
    place = {"kind": "physical", "name": "New hall", "address_1": "2 Low Street"}
    place |= {"city": "Plymouth", "county": "Devon", "postcode": "PL4 8AA"}
    values["new_places"] = [place]
    values["schedules"].append(
        {**values["schedules"][0], "id": "", "byday": "TU", "place": "new:0"}
    )

    accept_change(actor=editor, change=propose(provider, service, **values))

    monday.refresh_from_db()
    old.refresh_from_db()
    assert f"{monday.closes_at:%H:%M}" == "12:00"
    assert old.description == "Bookings"
    assert set(service.phones.values_list("number", flat=True)) == {"01632 960001", "01632 960002"}
    assert list(service.terms.all()) == [term]
    assert service.service_at_locations.count() == 3
    new = service.service_at_locations.get(location__name="New hall")
    assert [each.byday for each in new.schedules.all()] == ["TU"]
    written = values_of(Service.objects.get(pk=service.pk))
    assert len(written["schedules"]) == 2


def test_a_row_of_another_service_is_never_taken_over(service, provider, editor):
    foreign = ServiceFactory().phones.create(number="01632 960009")
    row = {"id": str(foreign.pk), "number": "01632 960010", "extension": "", "description": ""}
    accept_change(actor=editor, change=propose(provider, service, phones=[row]))
    foreign.refresh_from_db()
    assert foreign.number == "01632 960009"
    assert service.phones.get().number == "01632 960010"


@pytest.mark.parametrize(("role", "visibility"), [("editor", "draft"), ("publisher", "published")])
def test_a_new_service_shows_when_a_publisher_passed_it(portal, service, role, visibility):
    organisation = service.organisation
    provider = provider_of(organisation)
    blank = empty_values(KIND)
    change = propose_change(
        actor=provider,
        organisation=organisation,
        kind=KIND,
        entry=None,
        values=blank | {"name": "Songs", "description": "Singing."},
        seen=fingerprint(blank),
    )
    assert Service.objects.count() == 1
    entry = accept_change(actor=person(portal, role), change=change)
    entry.refresh_from_db()
    assert (entry.slug, entry.visibility, entry.organisation) == ("songs", visibility, organisation)
    assert entry.is_shown is (visibility == "published")


def test_a_service_that_ended_shows_no_longer_once_that_is_passed(service, provider, editor):
    waiting = propose(provider, service, email="play@people.example")
    change = propose_end(actor=provider, service=service, note="Ended in May.")
    assert change.pk == waiting.pk
    assert change.values == {"email": "play@people.example", "status": "defunct"}
    assert Service.objects.shown().exists()
    accept_change(actor=editor, change=change)
    assert not Service.objects.shown().exists()


def test_editors_change_entries_at_once(service, provider, editor):
    values = values_of(service)
    what = {"organisation": service.organisation, "kind": KIND, "entry": service}
    what |= {"values": values | {"description": "New."}, "seen": fingerprint(values)}
    with pytest.raises(ServiceError):
        change_entry(actor=provider, **what)
    change_entry(actor=editor, **what)
    service.refresh_from_db()
    assert service.description == "New."
    with pytest.raises(ChangedMeanwhile):
        change_entry(actor=editor, **what)


def test_passing_a_change_makes_kept_pages_stale(portal, service, provider, editor):
    change = propose(provider, service, description="One.")
    before = type(portal).objects.get(pk=portal.pk).content_version
    accept_change(actor=editor, change=change)
    assert type(portal).objects.get(pk=portal.pk).content_version > before


def test_proposing_makes_none_stale(portal, service, provider):
    before = type(portal).objects.get(pk=portal.pk).content_version
    propose(provider, service, description="One.")
    assert type(portal).objects.get(pk=portal.pk).content_version == before
