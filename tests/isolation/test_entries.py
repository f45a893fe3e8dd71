"""Providers, their changes, links, mails and lists of one portal, tried on the other."""

import pytest
from django.core import mail
from django.test import Client

from accounts.models import Notification
from cms.directory.importing.tasks import read_list
from cms.directory.models import DirectoryImport, EntryReport, ProposedChange, Service
from cms.directory.providers.tasks import send_reminder
from cms.directory.services import report_entry
from cms.directory.services.confirm_links import confirm_token, mark_of, read_token
from tenants.current import portal_context
from tenants.links import LinkRefused
from tests.conftest import enter, person
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.directory import OrganisationFactory, ServiceFactory

ORGANISATION = "33333333-3333-4333-8333-333333333333"
SERVICE = "44444444-4444-4444-8444-444444444444"
CHANGE = "55555555-5555-4555-8555-555555555555"
LIST = "66666666-6666-4666-8666-666666666666"
ADDRESS = "same@people.example"


@pytest.fixture
def both(north, south):
    """Each portal has an organisation, a service, a change and a list with the same keys."""
    for place in (north, south):
        with portal_context(place):
            name = place.slug.title()
            organisation = OrganisationFactory(pk=ORGANISATION, name=f"{name} Play")
            service = ServiceFactory(
                pk=SERVICE, organisation=organisation, name=f"{name} group", slug="group"
            )
            provider = UserFactory(pk=910_001, email=ADDRESS)
            RoleGrantFactory(
                user=provider,
                role="service_provider",
                scope_kind="organisation",
                scope_key=ORGANISATION,
            )
            ProposedChange.objects.create(
                pk=CHANGE,
                organisation=organisation,
                kind="service",
                entry_id=SERVICE,
                label=f"{name} change",
                values={"description": f"{name} words"},
                before={"description": service.description},
                proposed_by=provider,
            )
            DirectoryImport.objects.create(
                pk=LIST, name=f"{name} list", text=f"organisation,name\n{name} Play,{name} songs\n"
            )


def provider_at(place) -> Client:
    browser = Client(HTTP_HOST=place.primary_domain)
    with portal_context(place):
        enter(browser, type(person(place, "member")).objects.get(email=ADDRESS))
    return browser


def test_a_provider_sees_and_keeps_the_own_portals_entries(both, north, south):
    here = provider_at(north)
    page = here.get(f"/entries/organisations/{ORGANISATION}/").content.decode()
    assert "North group" in page
    assert "South" not in page
    change = here.get(f"/entries/changes/{CHANGE}/").content.decode()
    assert "North" in change
    assert "South words" not in change
    here.post(f"/entries/changes/{CHANGE}/withdraw/")
    with portal_context(south):
        assert ProposedChange.objects.get(pk=CHANGE).state == "waiting"


def test_a_report_about_an_entry_is_told_and_read_in_its_own_portal_alone(both, north, south):
    with portal_context(north):
        service = Service.objects.get(pk=SERVICE)
        report = report_entry(service=service, faults=["times"], note="North note")
        assert Notification.objects.filter(kind="directory.entry_wrong").exists()
    with portal_context(south):
        assert not EntryReport.objects.exists()
        assert not Notification.objects.filter(kind="directory.entry_wrong").exists()
    assert "North note" in provider_at(north).get(f"/entries/reports/{report.pk}/").content.decode()
    assert provider_at(south).get(f"/entries/reports/{report.pk}/").status_code == 404


def test_a_session_of_one_portal_keeps_no_entries_in_the_other(both, north, south):
    here = provider_at(north)
    thief = Client(HTTP_HOST=south.primary_domain)
    thief.cookies = here.cookies
    answer = thief.get(f"/entries/services/{SERVICE}/")
    assert answer["Location"].startswith("/sign-in/")


def test_a_link_to_confirm_works_in_its_portal_alone(both, north, south):
    with portal_context(north):
        service = Service.objects.get(pk=SERVICE)
        token = confirm_token(ADDRESS, service.assured_on)
        assert read_token(token)[0] == mark_of(ADDRESS)
    with portal_context(south), pytest.raises(LinkRefused):
        read_token(token)
    answer = Client(HTTP_HOST=south.primary_domain).post(
        f"/entries/confirm/{token}/", {"entries": [SERVICE]}
    )
    assert answer.status_code == 410


def test_a_reminder_names_the_portals_own_entries_and_address(both, north, south):
    for place in (north, south):
        with portal_context(place):
            service = Service.objects.get(pk=SERVICE)
            service.reminded_on = service.assured_on
            service.save()
            send_reminder(to=ADDRESS, day=service.assured_on.isoformat(), keys=[SERVICE])
    first, second = mail.outbox
    assert "North group" in first.body
    assert north.primary_domain in first.body
    assert "North" not in second.body
    assert south.primary_domain in second.body


def test_a_list_is_read_in_its_own_portal(both, north, south):
    with portal_context(south):
        read_list(key=LIST)
        report = DirectoryImport.objects.get(pk=LIST).report
        assert [plan["name"] for plan in report] == ["South songs"]
    with portal_context(north):
        assert DirectoryImport.objects.get(pk=LIST).state == "reading"


def test_a_table_of_services_holds_the_own_portals_alone(both, north):
    browser = Client(HTTP_HOST=north.primary_domain)
    with portal_context(north):
        enter(browser, person(north, "editor"))
    table = b"".join(browser.get("/entries/services.csv").streaming_content).decode()
    assert "North group" in table
    assert "South" not in table
