"""The pages on which lists are brought in, and who opens them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.directory.importing.forms import MOST_LETTERS
from cms.directory.importing.tasks import carry_out_list, read_list
from cms.directory.services.importing import export_services, start_import
from tenants.errors import ServiceError
from tests.cms.directory.test_importing.lists import HEAD, LINE
from tests.conftest import person
from tests.factories.directory import ServiceFactory


@pytest.mark.parametrize("role", ["member", "author", "service_provider", "caseworker"])
def test_others_bring_nothing_in_and_take_nothing_away(portal, role):
    with pytest.raises(ServiceError):
        start_import(actor=person(portal, role), name="x.csv", data=HEAD.encode())
    with pytest.raises(ServiceError):
        export_services(actor=person(portal, role))


def test_pages_lead_from_the_file_to_the_report(portal, client_for, city):
    editor = client_for(portal, "editor")
    ServiceFactory(organisation=city, name="Stay and play", description="Old.")
    file = SimpleUploadedFile("list.csv", f"{HEAD}\n{LINE}\nCity Play,Songs,\n".encode())
    answer = editor.post("/entries/import/", {"file": file})
    url = answer["Location"]
    assert editor.get(url)["Refresh"] == "3"
    read_list(key=url.split("/")[-2])
    page = editor.get(url).content.decode()
    assert "<del>Old.</del>" in page
    assert "Bring it in like this" in page
    editor.post(f"{url}confirm/")
    carry_out_list(key=url.split("/")[-2])
    assert "What became of the list" in editor.get(url).content.decode()
    report = b"".join(editor.get(f"{url}report.csv").streaming_content).decode()
    assert "A new entry needs a description." in report
    head = b"".join(editor.get("/entries/import/template.csv").streaming_content).decode()
    assert head.startswith("\ufeffid,organisation,name,name_cy")


def test_cells_are_pasted_from_a_spreadsheet(portal, client_for, city):
    editor = client_for(portal, "editor")
    assert "Choose a file, or paste" in editor.post("/entries/import/", {}).content.decode()
    cells = 'organisation\tname\tdescription\r\nCity Play\tSongs\t"One\ntwo"\r\n'
    url = editor.post("/entries/import/", {"text": cells})["Location"]
    read_list(key=url.split("/")[-2])
    page = editor.get(url).content.decode()
    assert "Pasted cells" in page
    assert "Bring it in like this" in page
    long = editor.post("/entries/import/", {"text": "a" * (MOST_LETTERS + 1)}).content.decode()
    assert "too long to be pasted" in long


def test_only_editors_open_the_pages(portal, client_for):
    for url in ("/entries/import/", "/entries/import/template.csv", "/entries/services.csv"):
        assert client_for(portal, "editor").get(url).status_code == 200
        assert client_for(portal, "service_provider").get(url).status_code == 403
        assert client_for(portal).get(url).status_code == 302
