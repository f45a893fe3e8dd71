"""What readers say is wrong stands with the entry until somebody has dealt with it."""

import pytest

from accounts.models import LedgerEntry
from cms.directory.models import EntryReport, Fault
from cms.directory.services import answer_report, report_entry
from tenants.errors import ServiceError
from tests.cms.directory.changes import provider_of
from tests.factories.directory import OrganisationFactory, ServiceFactory


@pytest.fixture
def report(service):
    return report_entry(service=service, faults=[Fault.TIMES], note="Now on <b>Fridays</b>.")


def test_a_report_stands_with_the_entry_until_it_is_dealt_with(provider, editor, service, report):
    url = f"/entries/reports/{report.pk}/"
    home = f"/entries/organisations/{service.organisation_id}/"
    queue = "/entries/moderate/"
    assert url in provider.get(home).content.decode()
    assert url in editor.get(queue).content.decode()
    page = provider.get(url).content.decode()
    assert "Days or times" in page
    assert "Now on &lt;b&gt;Fridays&lt;/b&gt;." in page

    assert "counts as dealt with" in provider.post(f"{url}answer/", follow=True).content.decode()
    report.refresh_from_db()
    assert report.answered_by == provider.person
    assert LedgerEntry.objects.order_by("-number").first().verb == "directory.report_answered"
    assert url not in provider.get(home).content.decode()
    assert url not in editor.get(queue).content.decode()
    again = editor.post(f"{url}answer/", follow=True).content.decode()
    assert "Somebody has dealt with this report already." in again


def test_others_neither_see_nor_answer_a_report(provider, client_for, portal, report):
    other = report_entry(service=ServiceFactory(), faults=[Fault.COST])
    url = f"/entries/reports/{other.pk}/"
    assert provider.get(url).status_code == 404
    assert provider.post(f"{url}answer/").status_code == 404
    assert client_for(portal, "member").get(url).status_code == 404
    stranger = provider_of(OrganisationFactory())
    with pytest.raises(ServiceError):
        answer_report(actor=stranger, report=report)
    assert EntryReport.objects.unanswered().count() == 2


def test_a_report_stays_off_the_public_pages(client_for, portal, service, report):
    page = client_for(portal).get(f"/services/{service.pk}/").content.decode()
    assert "Fridays" not in page
