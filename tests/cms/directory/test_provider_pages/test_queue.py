"""Editors pass, correct and refuse what providers propose."""

from cms.directory.models import ProposedChange
from tests.cms.directory.changes import propose, provider_of, send
from tests.conftest import person
from tests.factories.directory import OrganisationFactory, ServiceFactory


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
