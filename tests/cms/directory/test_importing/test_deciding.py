"""What becomes of each line, and who decides it."""

import pytest

from cms.directory.importing.tasks import carry_out_list, counts
from cms.directory.models import Service
from cms.directory.services.importing import confirm_import, leave_import
from tenants.errors import ServiceError
from tests.cms.directory.test_importing.lists import HEAD, LINE, brought_in, sent
from tests.conftest import person
from tests.factories.directory import ServiceFactory


def test_a_new_entry_is_a_draft_until_somebody_publishes_it(publisher):
    brought_in(publisher, f"{HEAD}\n{LINE}\n")
    service = Service.objects.get()
    assert (service.visibility, service.slug) == ("draft", "stay-and-play")
    assert service.organisation.name == "City Play"


def test_nothing_is_changed_before_it_is_confirmed_or_when_it_is_thrown_away(publisher):
    row = sent(publisher, f"{HEAD}\n{LINE}\n")
    assert not Service.objects.exists()
    leave_import(actor=publisher, row=row)
    with pytest.raises(ServiceError):
        confirm_import(actor=publisher, row=row, answers={})
    row.refresh_from_db()
    assert (row.state, row.text) == ("left", "")


def test_the_same_entry_twice_in_one_list_is_refused(publisher, city):
    service = ServiceFactory(organisation=city, name="Stay and play")
    head = f"id,{HEAD}"
    row = sent(publisher, f"{head}\n{service.pk},{LINE}\n{service.pk},{LINE}\n,{LINE}\n")
    assert [plan["verdict"] for plan in row.report] == ["change", "refuse", "refuse"]
    assert "same entry as row 2" in row.report[1]["problem"]
    new = sent(publisher, f"{HEAD}\nCity Play,Songs,One.\nCity Play,Songs,Two.\n")
    assert [plan["verdict"] for plan in new.report] == ["add", "refuse"]


def test_what_is_much_alike_is_asked_about(publisher, city):
    service = ServiceFactory(organisation=city, name="Stay and play at Dockside")
    text = f"{HEAD}\nCity Play,Stay & play Dockside,More toys.\n"
    row = sent(publisher, text)
    (plan,) = row.report
    assert (plan["verdict"], plan["candidates"][0][0]) == ("ask", str(service.pk))

    assert counts(brought_in(publisher, text).report) == {"refuse": 1}
    assert counts(brought_in(publisher, text, {2: "skip"}).report) == {"skip": 1}
    done = brought_in(publisher, text, {2: str(service.pk)})
    service.refresh_from_db()
    assert counts(done.report) == {"change": 1}
    assert (service.name, service.description) == ("Stay & play Dockside", "More toys.")
    again = f"{HEAD}\nCity Play,Stay and play Dockside!,Others.\n"
    assert counts(brought_in(publisher, again, {2: "new"}).report) == {"add": 1}


def test_a_slip_in_an_organisations_name_makes_no_organisation(publisher, city):
    row = sent(publisher, f"{HEAD}\nCity Plays,Songs,Singing.\n")
    assert "Do you mean “City Play”?" in row.report[0]["problem"]


def test_what_changed_after_the_preview_is_refused(publisher, city):
    service = ServiceFactory(organisation=city, name="Stay and play", description="Old.")
    row = sent(publisher, f"{HEAD}\n{LINE}\n")
    Service.objects.filter(pk=service.pk).update(description="Somebody else's.")
    confirm_import(actor=publisher, row=row, answers={})
    carry_out_list(key=str(row.pk))
    row.refresh_from_db()
    service.refresh_from_db()
    assert counts(row.report) == {"refuse": 1}
    assert service.description == "Somebody else's."


def test_editors_neither_publish_nor_hide_by_a_list(portal, city):
    ServiceFactory(organisation=city, name="Stay and play")
    editor = person(portal, "editor")
    for visibility in ("published", "hidden"):
        text = f"{HEAD},visibility,assured_on\nCity Play,Songs,Singing.,{visibility},1/9/2026\n"
        assert "Only publishers" in sent(editor, text).report[0]["problem"]
    same = sent(editor, f"{HEAD},visibility\n{LINE},published\n")
    assert counts(same.report) == {"change": 1}
