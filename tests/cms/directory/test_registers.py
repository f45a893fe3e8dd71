"""The directory's registers: who may do what, and what leaves with a table (C7, C10)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import LedgerEntry, Locality
from accounts.services import PlaceRow, set_places
from cms.directory.assurance import months_after
from cms.directory.models import LocalityCentre, Location, Service, TaxonomyTerm
from cms.directory.services import assure_services, place_location, publish_services
from tenants.errors import ServiceError
from tenants.gazetteer import load_sample
from tests.conftest import person
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.directory import (
    LocationFactory,
    OrganisationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

LIST = "/admin/registers/directory"


@pytest.fixture
def editor(portal, client_for):
    return client_for(portal, "editor")


@pytest.fixture
def publisher(portal, client_for):
    return client_for(portal, "publisher")


def words(service_organisation, **changes) -> dict:
    """Return what a browser sends for a new service."""
    return {
        "organisation": service_organisation.pk,
        "name": "Stay and play",
        "description": "Toys and tea.",
        "status": "active",
        "is_free": "unknown",
    } | changes


def bulk(action: str, *services: Service) -> str:
    keys = "&".join(f"id={service.pk}" for service in services)
    return f"/admin/bulk/directory/service/{action}/?next=/admin/&{keys}"


@pytest.mark.parametrize(
    "name",
    ["organisation", "service", "location", "schedule", "costoption", "contact", "phone"],
)
@pytest.mark.parametrize("page", ["/", "/add/", "/?q=play"])
def test_editors_open_every_register(editor, name, page):
    ServiceAtLocationFactory()
    assert editor.get(f"{LIST}/{name}{page}").status_code == 200


@pytest.mark.parametrize("role", ["author", "member", "service_provider", "caseworker", ""])
def test_others_do_not(portal, client_for, role):
    answer = client_for(portal, role).get(f"{LIST}/service/")
    assert answer.status_code in (302, 403)


def test_a_service_is_added_with_its_terms_and_places_and_stays_a_draft(editor):
    place, term = LocationFactory(), TaxonomyTerm.objects.first()
    sent = words(OrganisationFactory(), terms=[term.pk], locations=[place.pk])

    editor.post(f"{LIST}/service/add/", sent)

    service = Service.objects.get()
    assert (service.slug, service.visibility) == ("stay-and-play", "draft")
    assert list(service.terms.all()) == [term]
    assert [each.location for each in service.service_at_locations.all()] == [place]


def test_a_second_one_of_the_same_name_gets_another_web_name(editor):
    organisation = OrganisationFactory()
    for _time in range(2):
        editor.post(f"{LIST}/service/add/", words(organisation))
    assert set(Service.objects.values_list("slug", flat=True)) == {
        "stay-and-play",
        "stay-and-play-2",
    }


def test_places_that_stay_keep_their_opening_times(editor):
    at = ServiceAtLocationFactory()
    at.schedules.create(byday="MO")
    other = LocationFactory()
    sent = words(at.service.organisation, locations=[at.location_id, other.pk])

    editor.post(f"{LIST}/service/edit/{at.service_id}/", sent)

    assert at.service.service_at_locations.count() == 2
    assert at.schedules.count() == 1


def test_a_publisher_publishes_hides_and_confirms_ticked_rows(publisher):
    one, two = ServiceFactory.create_batch(2, visibility="draft", assured_on=None)
    assert "Everybody will see" in publisher.get(bulk("publish", one, two)).content.decode()

    publisher.post(bulk("publish", one, two))
    assert Service.objects.shown().count() == 2
    publisher.post(bulk("hide", one))
    assert list(Service.objects.shown()) == [two]
    publisher.post(bulk("assure", one))

    verbs = list(LedgerEntry.objects.order_by("number").values_list("verb", flat=True))[-4:]
    assert verbs == [
        "directory.service_published",
        "directory.service_published",
        "directory.service_hidden",
        "directory.service_assured",
    ]


@pytest.mark.parametrize("action", ["publish", "hide"])
def test_an_editor_neither_publishes_nor_hides(editor, action):
    service = ServiceFactory(visibility="draft")
    editor.post(bulk(action, service))
    service.refresh_from_db()
    assert service.visibility == "draft"


def test_an_editor_does_not_delete(editor, publisher):
    service = ServiceFactory()
    editor.post(f"{LIST}/service/delete/{service.pk}/")
    assert Service.objects.exists()
    publisher.post(f"{LIST}/service/delete/{service.pk}/")
    assert not Service.objects.exists()


def test_services_of_the_directory_check_who_acts(portal):
    service = ServiceFactory(visibility="draft")
    for role in ("member", "editor", "service_provider"):
        with pytest.raises(ServiceError):
            publish_services(actor=person(portal, role), keys=[service.pk])
    with pytest.raises(ServiceError):
        place_location(actor=person(portal, "member"), location=LocationFactory())


def test_a_provider_confirms_their_own_organisations_entries_alone(portal):
    mine, other = ServiceFactory.create_batch(2)
    provider = UserFactory()
    RoleGrantFactory(
        user=provider,
        role="service_provider",
        scope_kind="organisation",
        scope_key=str(mine.organisation_id),
    )
    assert assure_services(actor=provider, keys=[mine.pk]) == 1
    with pytest.raises(ServiceError):
        assure_services(actor=provider, keys=[mine.pk, other.pk])
    hidden = ServiceFactory(organisation=mine.organisation, visibility="draft")
    ServiceFactory(visibility="draft")
    assert set(Service.objects.visible_to(provider)) == {mine, other, hidden}


def test_an_export_holds_no_formula_and_no_withheld_address(editor):
    LocationFactory(name="=1+1", address_withheld=True, address_1="7 Hidden Row")
    LocationFactory(name="Hall")
    table = editor.get(f"{LIST}/location/?export=csv").content.decode()
    assert "'=1+1" in table
    assert "Hidden Row" not in table
    assert "1 High Street" in table
    assert LedgerEntry.objects.order_by("-number").first().verb == "cms.register_exported"


def test_a_place_gets_its_point_from_its_postcode_and_a_secret_one_its_localitys(portal):
    load_sample()
    east = Locality.objects.get(name="East")
    LocalityCentre.objects.create(locality=east, latitude=50.4, longitude=-4.2)
    place = Location(name="Rose House", address_withheld=True, locality=east)
    place.address_1, place.city, place.county = "7 Hidden Row", "Plymouth", "Devon"
    place.postcode = "PL4 8AA"

    place_location(actor=person(portal, "editor"), location=place)

    place.refresh_from_db()
    assert (place.latitude, place.longitude) == (50.3752, -4.1379)
    assert (place.shown_latitude, place.shown_longitude) == (50.4, -4.2)
    assert LedgerEntry.objects.order_by("-number").first().verb == "directory.address_withheld"
    place.postcode = "PL9 8AA"
    place_location(actor=person(portal, "editor"), location=place)
    assert place.latitude == 50.3560


def test_a_postcode_that_is_none_is_refused_in_words(editor):
    sent = {"kind": "physical", "name": "Hall", "postcode": "PL4", "country": "GB"}
    page = editor.post(f"{LIST}/location/add/", sent).content.decode()
    assert "Enter a full UK postcode" in page


def test_a_locality_that_the_directory_names_cannot_be_removed(portal, client_for):
    LocationFactory(locality=Locality.objects.get(name="East"))
    with pytest.raises(ServiceError, match="directory name a place"):
        set_places(
            actor=person(portal, "portal_administrator"), kind=Locality, rows=[PlaceRow("North")]
        )


def test_registers_are_in_the_menu(editor):
    page = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert "/registers/directory/service/" in page


@pytest.mark.parametrize("name", ["taxonomy", "taxonomyterm", "localitycentre"])
def test_publishers_keep_what_services_are_sorted_by(editor, publisher, name):
    for page in ("/", "/add/"):
        assert publisher.get(f"{LIST}/{name}{page}").status_code == 200
        assert editor.get(f"{LIST}/{name}{page}").status_code in (302, 403)


def test_terms_stand_below_their_taxonomies(editor):
    page = editor.get(f"{LIST}/service/add/").content.decode()
    assert page.index("Level of support") < page.index("Early intervention")
    assert page.index("Early intervention") < page.index("Kind of support") < page.index("Drop-in")


def test_a_row_leads_to_the_form_with_all_of_the_entry(editor):
    service = ServiceFactory()
    page = editor.get(f"{LIST}/service/").content.decode()
    assert f"/entries/services/{service.pk}/" in page
    page = editor.get(f"{LIST}/organisation/").content.decode()
    assert f"/entries/organisations/{service.organisation_id}/" in page


def test_services_are_found_by_when_they_were_checked(editor):
    today = timezone.localdate()
    for name, months in (("Fresh", 0), ("Soon", -5), ("Late", -7), ("Gone", -9)):
        day = months_after(today, months) - timedelta(days=10 if months == -5 else 0)
        ServiceFactory(name=f"{name} group", assured_on=day)
    ServiceFactory(name="Draft group", visibility="draft", assured_on=months_after(today, -9))
    for value, found in (("soon", "Soon"), ("overdue", "Late"), ("hidden", "Gone")):
        page = editor.get(f"{LIST}/service/?checked={value}").content.decode()
        for name in ("Fresh", "Soon", "Late", "Gone", "Draft"):
            assert (f"{name} group" in page) is (name == found), (value, name)


def test_the_table_of_services_can_be_brought_in_again(editor):
    ServiceFactory(name="=1+1")
    table = editor.get(f"{LIST}/service/?export=csv").content.decode()
    assert table.startswith("\ufeffid,organisation,name,name_cy,description")
    assert "'=1+1" in table
    assert LedgerEntry.objects.order_by("-number").first().verb == "directory.exported"


def test_a_centre_that_moves_takes_its_secret_places_along(portal):
    east = Locality.objects.get(name="East")
    secret = LocationFactory(address_withheld=True, locality=east)
    centre = LocalityCentre.objects.create(locality=east, latitude=50.4, longitude=-4.2)
    secret.refresh_from_db()
    assert (secret.shown_latitude, secret.shown_longitude) == (50.4, -4.2)
    centre.latitude = 50.5
    centre.save()
    secret.refresh_from_db()
    assert secret.shown_latitude == 50.5
    centre.delete()
    secret.refresh_from_db()
    assert secret.shown_latitude is None


@pytest.fixture(autouse=True)
def _with_portal(portal):
    """Rows are made in the portal in hand."""


def test_adding_a_service_says_that_it_is_a_draft_and_leads_to_its_other_details(
    publisher, portal, client_for
):
    answer = publisher.post(f"{LIST}/service/add/", words(OrganisationFactory()), follow=True)
    service = Service.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("entries:edit_service", args=[service.pk])
    assert "It is a draft" in answer.text
    assert 'name="publish"' in answer.text
    public = reverse("finder:service", args=[service.pk])
    assert client_for(portal).get(public).status_code == 404


def test_a_publisher_saves_and_publishes_in_one(publisher, portal, client_for):
    sent = words(OrganisationFactory())
    answer = publisher.post(
        f"{LIST}/service/add/", {**sent, "action-publish-entry": "1"}, follow=True
    )
    service = Service.objects.get()
    assert "Everybody sees it" in answer.text
    public = reverse("finder:service", args=[service.pk])
    assert client_for(portal).get(public).status_code == 200


def test_the_form_of_a_draft_has_the_button_for_publishers_alone(editor, publisher):
    service = ServiceFactory(visibility="draft")
    change = f"{LIST}/service/edit/{service.pk}/"
    assert "action-publish-entry" in publisher.get(change).text
    assert "action-publish-entry" not in editor.get(change).text
    sent = words(service.organisation, name=service.name)
    answer = publisher.post(change, {**sent, "action-publish-entry": "1"}, follow=True)
    assert "Everybody sees it" in answer.text
    assert "action-publish-entry" not in publisher.get(change).text


def test_an_editor_cannot_publish_by_sending_the_buttons_name(editor):
    sent = words(OrganisationFactory())
    answer = editor.post(f"{LIST}/service/add/", {**sent, "action-publish-entry": "1"})
    assert answer.status_code in (200, 302, 403)
    assert not Service.objects.filter(visibility="published").exists()
