"""The directory of one portal, asked for at the other."""

from accounts.models import Locality
from accounts.scopes import is_there
from cms.directory.models import Service
from tenants.current import portal_context
from tests.factories.directory import OrganisationFactory, ServiceFactory

KEY = "22222222-2222-4222-8222-222222222222"


def test_a_service_with_the_same_key_is_each_portals_own(portal, other_portal, client_for):
    here, there = client_for(portal), client_for(other_portal)
    with portal_context(portal):
        ServiceFactory(pk=KEY, name="Northern group", slug="group")
    assert there.get(f"/open-referral/services/{KEY}").status_code == 404
    assert there.get("/open-referral/services").json()["empty"]
    with portal_context(other_portal):
        ServiceFactory(pk=KEY, name="Southern group", slug="group")

    for browser, name in ((here, "Northern group"), (there, "Southern group"), (here, "Northern")):
        found = browser.get(f"/open-referral/services/{KEY}").json()
        assert found["name"].startswith(name)


def test_a_change_here_leaves_kept_answers_there(portal, other_portal, client_for):
    with portal_context(other_portal):
        ServiceFactory(name="Southern group")
    there = client_for(other_portal)
    before = there.get("/open-referral/services")
    version = type(other_portal).objects.get(pk=other_portal.pk).content_version
    with portal_context(portal):
        ServiceFactory(name="Northern group")
    assert type(other_portal).objects.get(pk=other_portal.pk).content_version == version
    assert there.get("/open-referral/services").content == before.content


def test_an_organisation_of_one_portal_is_no_scope_in_the_other(portal, other_portal):
    with portal_context(portal):
        organisation = OrganisationFactory()
        assert is_there(("organisation", str(organisation.pk)))
    with portal_context(other_portal):
        assert not is_there(("organisation", str(organisation.pk)))
        assert Service.objects.in_locality(*Locality.objects.all()).count() == 0
