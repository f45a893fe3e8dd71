"""The form of an entry loses nothing that was typed."""

import pytest

from cms.directory.models import ProposedChange, Service
from tenants.hosts import forget_hosts
from tests.cms.directory.changes import form_of, propose, provider_of, send
from tests.factories.directory import LocationFactory, ServiceAtLocationFactory


def test_the_form_sent_as_it_is_changes_nothing(provider, service):
    at = ServiceAtLocationFactory(service=service)
    at.schedules.create(freq="MONTHLY", byday="2TU", opens_at="13:30", closes_at="15:00")
    service.schedules.create(
        freq="WEEKLY", byday="MO,WE", interval=2, dtstart="2026-01-05", opens_at="09:30"
    )
    service.cost_options.create(amount="3.50", option="A family")
    service.phones.create(number="01632 960001", description="Bookings")
    service.contacts.create(title="Play leader", email="play@people.example")
    page = send(provider, f"/entries/services/{service.pk}/")
    assert "You have changed nothing" in page.content.decode()
    assert not ProposedChange.objects.exists()


def test_a_change_waits_and_the_form_goes_on_with_it(provider, service):
    url = f"/entries/services/{service.pk}/"
    answer = send(provider, url, description="Toys, tea and songs.", note="New leader.")
    assert answer.status_code == 302
    change = ProposedChange.objects.get()
    assert (change.values, change.note) == ({"description": "Toys, tea and songs."}, "New leader.")
    page = provider.get(url).content.decode()
    assert "A change of this entry waits already" in page
    assert "Toys, tea and songs." in page
    shown = provider.get(f"/entries/changes/{change.pk}/").content.decode()
    assert "<del>tea.</del>" in shown
    assert "songs.</ins>" in shown
    provider.post(f"/entries/changes/{change.pk}/withdraw/")
    change.refresh_from_db()
    assert change.state == "withdrawn"


def test_days_and_hours_are_given_as_people_say_them(provider, service):
    rows = {"schedules-0-freq": "WEEKLY", "schedules-0-days": ["MO", "WE"]}
    rows |= {"schedules-0-opens_at": "9.30am", "schedules-0-closes_at": "midday"}
    send(provider, f"/entries/services/{service.pk}/", **rows)
    row = ProposedChange.objects.get().values["schedules"][0]
    assert (row["byday"], row["opens_at"], row["closes_at"]) == ("MO,WE", "09:30", "12:00")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"opens_at": "10:00", "closes_at": "9:00", "days": ["MO"]}, "It closes before it opens"),
        ({"interval": "2", "freq": "WEEKLY", "days": ["MO"]}, "Give the first day"),
        ({"which": ["1"], "freq": "WEEKLY", "days": ["MO"]}, "Choose “Every month”"),
        ({"opens_at": "late", "days": ["MO"]}, "Enter a time, such as 9:30 or 2pm"),
        ({"notes": "Ring the bell"}, "Choose days, or say it in words"),
    ],
)
def test_times_that_make_no_sense_are_refused_and_nothing_typed_is_lost(
    provider, service, rows, words
):
    sent = {f"schedules-0-{name}": value for name, value in rows.items()}
    page = send(provider, f"/entries/services/{service.pk}/", description="Kept words.", **sent)
    text = page.content.decode()
    assert words in text
    assert "Kept words." in text
    assert not ProposedChange.objects.exists()


def test_another_row_is_added_without_losing_what_was_typed(provider, service):
    url = f"/entries/services/{service.pk}/"
    rows = {"phones-0-number": "01632 960001", "name": "", "add": "phones"}
    page = send(provider, url, **rows)
    text = page.content.decode()
    assert "01632 960001" in text
    assert 'name="phones-1-number"' in text
    assert "govuk-error" not in text
    sent = form_of(page) | {"name": "Stay and play", "phones-1-number": "01632 960002"}
    provider.post(url, sent)
    numbers = [row["number"] for row in ProposedChange.objects.get().values["phones"]]
    assert numbers == ["01632 960001", "01632 960002"]


def test_a_row_is_taken_away(provider, service):
    service.phones.create(number="01632 960001")
    send(provider, f"/entries/services/{service.pk}/", **{"phones-0-DELETE": "on"})
    assert ProposedChange.objects.get().values == {"phones": []}


def test_where_somebody_was_faster_both_versions_are_shown_and_it_can_be_sent_again(
    provider, service
):
    url = f"/entries/services/{service.pk}/"
    sent = form_of(provider.get(url)) | {"description": "Toys and my words."}
    propose(provider_of(service.organisation), service, description="Toys and her words.")

    page = provider.post(url, sent)
    text = page.content.decode()
    assert page.status_code == 409
    assert "Somebody changed this entry while you were writing" in text
    assert "her" in text
    assert "Toys and my words." in text

    again = form_of(page)
    assert again["description"] == "Toys and my words."
    assert provider.post(url, again).status_code == 302
    assert ProposedChange.objects.get().values == {"description": "Toys and my words."}


def test_a_new_service_is_proposed_and_corrected_before_it_is_passed(provider, service):
    organisation = f"/entries/organisations/{service.organisation_id}/"
    send(provider, f"{organisation}new-service/", name="Songs", description="Singing.")
    change = ProposedChange.objects.get()
    send(provider, f"/entries/changes/{change.pk}/edit/", description="Singing together.")
    change.refresh_from_db()
    assert change.values["description"] == "Singing together."
    assert Service.objects.count() == 1


def test_a_place_of_ones_own_is_changed_and_a_shared_one_is_not(provider, service):
    mine = ServiceAtLocationFactory(service=service).location
    shared = ServiceAtLocationFactory(service=service, location=LocationFactory()).location
    ServiceAtLocationFactory(location=shared)
    base = f"/entries/organisations/{service.organisation_id}/places/"
    assert provider.get(f"{base}{shared.pk}/").status_code == 404
    send(provider, f"{base}{mine.pk}/", address_withheld="on")
    change = ProposedChange.objects.get()
    assert (change.kind, change.values) == ("location", {"address_withheld": True})
    mine.refresh_from_db()
    assert not mine.address_withheld


def test_half_an_address_is_refused(provider, service):
    place = ServiceAtLocationFactory(service=service).location
    url = f"/entries/organisations/{service.organisation_id}/places/{place.pk}/"
    page = send(provider, url, city="").content.decode()
    assert "Enter the town or city" in page


def test_an_organisation_is_changed(provider, service):
    url = f"/entries/organisations/{service.organisation_id}/edit/"
    send(provider, url, website="people.example")
    assert ProposedChange.objects.get().values == {"website": "https://people.example"}


def test_welsh_is_asked_for_where_the_portal_has_welsh(portal, provider, service):
    url = f"/entries/services/{service.pk}/"
    assert 'name="name_cy"' not in provider.get(url).content.decode()
    portal.languages = ["en", "cy"]
    portal.save()
    forget_hosts()
    page = provider.get(url).content.decode()
    assert 'name="name_cy"' in page
    assert 'name="schedules-0-description_cy"' in page


def test_welsh_that_is_there_stays_where_it_is_not_asked_for(provider, service):
    service.name_cy = "Aros a chwarae"
    service.save()
    service.phones.create(number="01632 960001", description_cy="Archebu")
    send(provider, f"/entries/services/{service.pk}/", **{"phones-0-number": "01632 960002"})
    change = ProposedChange.objects.get()
    assert list(change.values) == ["phones"]
    assert change.values["phones"][0]["description_cy"] == "Archebu"
