"""Providers see their own entries alone."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.directory.models import ProposedChange, Service
from tests.cms.directory.changes import propose, provider_of, send
from tests.factories.directory import (
    LocationFactory,
    OrganisationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

KEY = "11111111-1111-4111-8111-111111111111"


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


def test_a_place_is_offered_to_those_alone_who_use_it(provider, service):
    secret = ServiceAtLocationFactory(location=LocationFactory(name="Rose House")).location
    page = provider.get(f"/entries/services/{service.pk}/").content.decode()
    assert "Rose House" not in page
    sent = {"places": [str(secret.pk)], "description": "More."}
    answer = send(provider, f"/entries/services/{service.pk}/", **sent)
    assert answer.status_code == 302
    assert "places" not in ProposedChange.objects.get().values


def test_an_entry_is_read_before_it_is_said_to_be_right(provider, service):
    service.assured_on = timezone.localdate() - timedelta(days=200)
    service.save()
    page = provider.get("/entries/", follow=True).content.decode()
    assert "Check these first" in page
    assert "Overdue" in page
    url = f"/entries/services/{service.pk}/confirm/"
    assert f'href="{url}"' in page
    assert f'action="{url}"' not in page
    assert "Toys and tea." in provider.get(url).content.decode()
    service.refresh_from_db()
    assert service.is_overdue
    answer = provider.post(url, follow=True).content.decode()
    assert "“Stay and play” counts as checked today" in answer
    service.refresh_from_db()
    assert service.assured_on == timezone.localdate()
    assert service.assured_by == provider.person


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
