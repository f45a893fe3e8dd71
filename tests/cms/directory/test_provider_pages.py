"""The providers' pages: their own entries alone, a form that loses nothing, the queue (C9)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.directory.models import ProposedChange, Service
from tenants.hosts import forget_hosts
from tests.cms.directory.changes import form_of, propose, provider_of, send
from tests.conftest import enter, person
from tests.factories.directory import (
    LocationFactory,
    OrganisationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

KEY = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def service(portal):
    return ServiceFactory(name="Stay and play", description="Toys and tea.")


@pytest.fixture
def provider(portal, service, client_for):
    browser = client_for(portal)
    browser.person = provider_of(service.organisation)
    enter(browser, browser.person)
    return browser


@pytest.fixture
def editor(portal, client_for):
    return client_for(portal, "editor")


def own(service: Service) -> list[str]:
    """Return every address of a service and its organisation."""
    organisation = f"/entries/organisations/{service.organisation_id}/"
    below = [organisation, f"{organisation}edit/", f"{organisation}new-service/"]
    entry = f"/entries/services/{service.pk}/"
    return [*below, entry, f"{entry}end/"]


def test_a_provider_of_one_organisation_is_led_to_it(provider, service):
    page = provider.get("/entries/", follow=True)
    assert page.redirect_chain[0][0] == f"/entries/organisations/{service.organisation_id}/"
    assert "Stay and play" in page.content.decode()
    assert "Your services" in provider.get("/account/").content.decode()


def test_a_provider_of_several_organisations_sees_them_by_name(portal, client_for, service):
    ServiceFactory(organisation=OrganisationFactory(name="Zebra Play"))
    page = client_for(portal, "service_provider").get("/entries/")
    assert [each.name for each in page.context["organisations"]][-1] == "Zebra Play"
    assert "Your organisations" in page.content.decode()


def test_guessing_another_organisations_address_finds_nothing(provider, service):
    other = ServiceFactory(name="Not yours")
    place = ServiceAtLocationFactory(service=other).location
    change = propose(provider_of(other.organisation), other, description="One.")
    for url in own(service):
        assert provider.get(url).status_code == 200, url
    changes = f"/entries/changes/{change.pk}/"
    foreign = f"/entries/organisations/{other.organisation_id}/places/{place.pk}/"
    mixed = f"/entries/organisations/{service.organisation_id}/places/{place.pk}/"
    for url in [*own(other), changes, f"{changes}edit/", f"{changes}withdraw/", foreign, mixed]:
        assert provider.get(url).status_code == 404, url
        assert provider.post(url).status_code == 404, url
    assert provider.post(f"/entries/services/{other.pk}/confirm/").status_code == 404
    assert provider.get("/entries/moderate/").status_code == 403


def test_people_who_keep_no_entries_find_no_area(portal, client_for, service):
    member = client_for(portal, "member")
    assert member.get("/entries/").status_code == 403
    for url in own(service):
        assert member.get(url).status_code == 404


def test_whoever_is_not_signed_in_is_asked_to_whatever_is_there(portal, client_for, service):
    stranger = client_for(portal)
    for url in ["/entries/", *own(service), f"/entries/services/{KEY}/"]:
        assert stranger.get(url)["Location"].startswith("/sign-in/?next=/entries/")


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


def test_a_place_is_offered_to_those_alone_who_use_it(provider, service):
    secret = ServiceAtLocationFactory(location=LocationFactory(name="Rose House")).location
    page = provider.get(f"/entries/services/{service.pk}/").content.decode()
    assert "Rose House" not in page
    sent = {"places": [str(secret.pk)], "description": "More."}
    answer = send(provider, f"/entries/services/{service.pk}/", **sent)
    assert answer.status_code == 302
    assert "places" not in ProposedChange.objects.get().values


def test_one_button_says_that_everything_is_right(provider, service):
    service.assured_on = timezone.localdate() - timedelta(days=200)
    service.save()
    page = provider.get("/entries/", follow=True).content.decode()
    assert "Check these first" in page
    assert "Overdue" in page
    provider.post(f"/entries/services/{service.pk}/confirm/")
    service.refresh_from_db()
    assert service.assured_on == timezone.localdate()
    assert service.assured_by == provider.person


def test_an_editor_sees_old_beside_new_and_passes_it(editor, portal, service):
    change = propose(provider_of(service.organisation), service, description="Toys and songs.")
    assert "Stay and play" in editor.get("/entries/moderate/").content.decode()
    page = editor.get(f"/entries/moderate/{change.pk}/").content.decode()
    assert "<del>tea.</del>" in page
    assert "<ins>songs.</ins>" in page
    editor.post(f"/entries/moderate/{change.pk}/accept/")
    service.refresh_from_db()
    assert service.description == "Toys and songs."


def test_an_editor_corrects_and_passes(editor, service):
    change = propose(provider_of(service.organisation), service, description="Toyz and songs.")
    send(editor, f"/entries/moderate/{change.pk}/correct/", description="Toys and songs.")
    service.refresh_from_db()
    change.refresh_from_db()
    assert (service.description, change.state) == ("Toys and songs.", "accepted")


def test_an_editor_refuses_with_a_reason(editor, service):
    change = propose(provider_of(service.organisation), service, description="Buy now!")
    url = f"/entries/moderate/{change.pk}/refuse/"
    assert "Say why" in editor.post(url, {"reason": ""}).content.decode()
    editor.post(url, {"reason": "No advertising."})
    change.refresh_from_db()
    assert (change.state, change.reason) == ("refused", "No advertising.")


def test_what_the_entry_says_meanwhile_is_shown_and_it_cannot_be_passed_unread(editor, service):
    change = propose(provider_of(service.organisation), service, description="Toys and songs.")
    service.description = "Toys and cake."
    service.save()
    page = editor.get(f"/entries/moderate/{change.pk}/").content.decode()
    assert "Changed meanwhile" in page
    assert "Toys and cake." in page
    assert f"/entries/moderate/{change.pk}/accept/" not in page
    editor.post(f"/entries/moderate/{change.pk}/accept/")
    service.refresh_from_db()
    assert service.description == "Toys and cake."


def test_a_change_whose_entry_is_gone_can_only_be_refused(editor, service):
    change = propose(provider_of(service.organisation), service, description="Songs.")
    service.delete()
    page = editor.get(f"/entries/moderate/{change.pk}/").content.decode()
    assert "The entry is gone meanwhile" in page
    editor.post(f"/entries/moderate/{change.pk}/refuse/", {"reason": "It is gone."})
    change.refresh_from_db()
    assert change.state == "refused"


def test_an_editor_changes_an_entry_at_once(editor, service):
    send(editor, f"/entries/services/{service.pk}/", description="At once.")
    service.refresh_from_db()
    assert service.description == "At once."
    assert not ProposedChange.objects.exists()


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


def test_lists_ask_little_however_long_they_are(provider, service):
    for _each in range(30):
        ServiceFactory(organisation=service.organisation)
    url = f"/entries/organisations/{service.organisation_id}/"
    provider.get(url)
    with CaptureQueriesContext(connection) as queries:
        page = provider.get(url)
    counted = [each for each in queries if "search_path" not in each["sql"]]
    assert page.status_code == 200
    assert len(counted) <= 20


def test_the_queue_goes_on_by_key(editor, portal, monkeypatch):
    monkeypatch.setattr("cms.directory.providers.views.moderation.PAGE", 2)
    services = ServiceFactory.create_batch(3, organisation=OrganisationFactory())
    provider = provider_of(services[0].organisation)
    for each in services:
        propose(provider, each, description="One.")
    first = editor.get("/entries/moderate/")
    assert [each.label for each in first.context["changes"]] == [each.name for each in services[:2]]
    second = editor.get("/entries/moderate/" + first.context["older_url"])
    assert [each.label for each in second.context["changes"]] == [services[2].name]


def test_somebody_without_a_role_here_is_not_told_what_waits(portal, service):
    propose(provider_of(service.organisation), service, description="One.")
    member = person(portal, "member")
    assert not member.notifications.filter(kind="directory.change_waiting").exists()
