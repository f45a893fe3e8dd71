"""`list_portals`."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from tenants.models import Domain, Portal
from tests.tenants.test_commands.conftest import north, run

pytestmark = pytest.mark.usefixtures("_public")


def test_the_list_has_a_line_for_each_portal_in_the_order_of_names():
    lines = run("list_portals").splitlines()

    assert [line.split()[:3] for line in lines] == [
        ["north", "Live", "http://north.localhost:8000/"],
        ["south", "Live", "http://south.localhost:8000/"],
    ]
    assert lines[0].endswith("North Parents")


def test_the_list_for_programs_holds_what_a_portal_is_and_no_person():
    text = run("list_portals", "--json")
    listed = json.loads(text)

    assert [portal["slug"] for portal in listed] == ["north", "south"]
    assert listed[0]["address"] == "http://north.localhost:8000/"
    assert listed[0]["domains"] == ["north.localhost"]
    assert listed[0]["up_to_date"] is True
    assert "@" not in text
    assert north().signing_key not in text


def test_the_list_takes_the_same_queries_for_any_number_of_portals(django_assert_max_num_queries):
    for number in range(20):
        portal = Portal(slug=f"many-{number}", schema_name=f"portal_many_{number}", name="Many")
        portal.short_name, portal.kind = "Many", "pru"
        portal.save()
        Domain.objects.create(domain=f"many{number}.example", tenant=portal, is_primary=True)

    with django_assert_max_num_queries(5):
        assert len(json.loads(run("list_portals", "--json"))) == 22


def test_an_empty_installation_says_how_to_make_a_portal():
    Domain.objects.all().delete()
    Portal.objects.all()._raw_delete("default")
    said = StringIO()

    call_command("list_portals", stdout=StringIO(), stderr=said)

    assert "create_portal" in said.getvalue()
