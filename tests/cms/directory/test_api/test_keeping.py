"""Few queries, and answers that are kept until something changes."""

from datetime import datetime, time, timedelta

import time_machine
from django.utils import timezone

from cms.directory.models import Schedule
from tenants.gazetteer import load_sample
from tests.cms.directory.test_api import ROOT
from tests.factories.directory import ServiceAtLocationFactory


def test_an_answer_takes_few_queries_however_much_there_is(api, whole, asks):
    for each in ServiceAtLocationFactory.create_batch(20, service=whole):
        Schedule.objects.create(service_at_location=each, byday="TU")
    load_sample()
    api("/")
    for number, path, query in (
        (2, "/services", {"search": "play"}),
        (3, "/services", {"postcode": "PL4 8AA"}),
        (2, "/service_at_locations", {}),
        (6, f"/services/{whole.pk}", {}),
        (2, "/taxonomies", {}),
        (2, "/taxonomy_terms", {}),
    ):
        with asks(number):
            api(path, **query)


def test_an_answer_is_kept_and_goes_stale_when_something_changes(
    api, whole, asks, portal, client_for
):
    with time_machine.travel(timezone.localtime().replace(hour=12), tick=False):
        browser = client_for(portal)
        first = browser.get(f"{ROOT}/services")
        with asks(0):
            again = browser.get(f"{ROOT}/services")
            same = browser.get(f"{ROOT}/services", HTTP_IF_NONE_MATCH=first["ETag"])
        assert again.content == first.content
        assert same.status_code == 304
        whole.name = "Sit and play"
        whole.save()
        assert "Sit and play" in browser.get(f"{ROOT}/services").content.decode()


def test_nothing_is_kept_that_could_outlive_the_day(portal, client_for, whole):
    browser, service = client_for(portal), whole
    evening = timezone.make_aware(datetime.combine(service.shown_until, time(23, 59)))
    with time_machine.travel(evening, tick=False):
        late = browser.get(f"{ROOT}/services/{service.pk}")
        assert late.status_code == 200
        assert "ETag" in late
    with time_machine.travel(evening + timedelta(minutes=1), tick=False):
        assert browser.get(f"{ROOT}/services/{service.pk}").status_code == 404


def test_only_reading_is_offered(portal, client_for):
    assert client_for(portal).post(f"{ROOT}/services").status_code == 405
