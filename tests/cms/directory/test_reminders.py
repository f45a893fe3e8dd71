"""Asking providers whether entries are still right, and their word for it by a link (C9)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import LedgerEntry
from cms.directory.assurance import asked_on, confirm_by, is_asked, shown_until
from cms.directory.models import Service
from cms.directory.providers.tasks import send_reminder
from cms.directory.services.confirm_links import confirm_token, read_token
from cms.directory.services.reminders import ask_providers
from tests.cms.directory.changes import provider_of
from tests.factories.directory import OrganisationFactory, ServiceFactory

DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _here(portal):
    """Entries are those of the portal in hand, and the clock stands still."""
    with time_machine.travel("2026-11-22T09:00:00Z", tick=False):
        yield


def checked(days_ago: int, **changes) -> Service:
    return ServiceFactory(assured_on=TODAY - timedelta(days=days_ago), **changes)


def due_soon(**changes) -> Service:
    """An entry that is due in ten days."""
    return ServiceFactory(assured_on=date(2026, 6, 2), **changes)


def asked() -> list[dict]:
    """Return what the worker was told to mail."""
    calls = [row.args_kwargs["args"] for row in DBTaskResult.objects.order_by("enqueued_at")]
    return [arguments for _key, path, arguments in calls if path.endswith("send_reminder")]


def delivered() -> list:
    for arguments in asked():
        send_reminder(**arguments)
    return mail.outbox


@given(DAYS)
def test_each_entry_is_asked_about_three_times_and_never_when_hidden(assured_on):
    before, due, end = asked_on(assured_on)
    assert before < due == confirm_by(assured_on) < end < shown_until(assured_on)
    reminded, days = None, []
    for number in range(260):
        today = assured_on + timedelta(days=number)
        if is_asked(assured_on, reminded, today):
            reminded = today
            days.append(today)
    assert days == [before, due, end]


@given(DAYS, st.integers(0, 300))
def test_a_day_that_was_missed_is_made_up_for_once(assured_on, late):
    today = assured_on + timedelta(days=late)
    if is_asked(assured_on, None, today):
        assert not is_asked(assured_on, today, today)


def test_it_is_exact_at_the_ends_of_months():
    assert asked_on(date(2026, 8, 31)) == (date(2027, 1, 31), date(2027, 2, 28), date(2027, 4, 16))


def test_one_mail_a_person_and_day_names_all_entries(portal):
    organisation = OrganisationFactory()
    provider = provider_of(organisation)
    one, two = (due_soon(organisation=organisation) for _each in range(2))
    assert ask_providers(TODAY) == 1
    (message,) = delivered()
    assert message.to == [provider.email]
    assert one.name in message.body
    assert two.name in message.body
    assert "2 December 2026" in message.body
    assert portal.name in message.subject


def test_a_second_run_asks_nobody():
    service = due_soon()
    provider_of(service.organisation)
    assert ask_providers(TODAY) == 1
    assert ask_providers(TODAY) == 0
    assert ask_providers(TODAY + timedelta(days=9)) == 0
    assert ask_providers(TODAY + timedelta(days=10)) == 1


@pytest.mark.parametrize(
    "changes", [{"visibility": "draft"}, {"visibility": "hidden"}, {"status": "defunct"}]
)
def test_nobody_is_asked_about_what_does_not_show_or_has_ended(changes):
    service = due_soon(**changes)
    provider_of(service.organisation)
    assert ask_providers(TODAY) == 0


def test_nobody_is_asked_about_what_is_hidden_by_its_age_or_is_fresh():
    for days in (300, 20):
        provider_of(checked(days).organisation)
    assert ask_providers(TODAY) == 0


def test_whoever_checks_an_entry_is_asked_too_and_else_the_organisation():
    due_soon(assurer_email="Lead@people.example")
    due_soon(organisation=OrganisationFactory(email="office@people.example"))
    nobody = due_soon()
    ask_providers(TODAY)
    everybody = {each["to"] for each in asked()}
    assert {"lead@people.example"} < everybody
    assert nobody.organisation.email == ""


def test_what_was_confirmed_meanwhile_is_left_out():
    service = due_soon()
    provider_of(service.organisation)
    ask_providers(TODAY)
    Service.objects.filter(pk=service.pk).update(assured_on=TODAY, reminded_on=None)
    assert delivered() == []


def test_the_daily_command_goes_through_every_portal(capsys):
    provider_of(due_soon().organisation)
    call_command("ask_providers")
    said = capsys.readouterr().out
    assert "north: 1 people asked." in said
    assert "south: 0 people asked." in said


def test_nobody_is_asked_by_a_portal_that_does_not_serve(portal, capsys):
    provider_of(due_soon().organisation)
    type(portal).objects.filter(pk=portal.pk).update(status="suspended")
    call_command("ask_providers")
    assert "north" not in capsys.readouterr().out
    assert asked() == []


def link_of(service: Service, address: str = "") -> str:
    token = confirm_token(address or provider_of(service.organisation).email, TODAY)
    return f"/entries/confirm/{token}/"


def test_the_link_says_still_right_and_needs_no_account(portal, client_for):
    service = due_soon(description="Toys and tea.")
    provider = provider_of(service.organisation)
    ask_providers(TODAY)
    body = delivered()[0].body
    path = next(line for line in body.splitlines() if "/entries/confirm/" in line)
    path = "/" + path.split("/", 3)[3]
    visitor = client_for(portal)

    page = visitor.get(path).content.decode()
    assert "Toys and tea." in page
    service.refresh_from_db()
    assert service.assured_on == date(2026, 6, 2)  # opening it changes nothing

    answer = visitor.post(path, {"entries": [str(service.pk)]})
    service.refresh_from_db()
    assert answer.status_code == 302
    assert (service.assured_on, service.assured_by, service.reminded_on) == (TODAY, None, None)
    entry = LedgerEntry.objects.order_by("-number").first()
    assert (entry.verb, entry.detail) == ("directory.service_assured", {"by_link": True})
    assert provider.email not in str(vars(entry))
    assert provider.email not in str(read_token(path.split("/")[3]))
    assert "There is nothing left to check." in visitor.get(path).content.decode()


def test_the_link_shows_and_confirms_the_persons_own_entries_alone(portal, client_for):
    mine, other = due_soon(), due_soon(name="Not mine")
    path = link_of(mine)
    visitor = client_for(portal)
    assert "Not mine" not in visitor.get(path).content.decode()
    page = visitor.post(path, {"entries": [str(other.pk)]}).content.decode()
    assert "Choose the entries that are right." in page
    other.refresh_from_db()
    assert other.assured_on == date(2026, 6, 2)


def test_the_link_ends_with_the_role_and_after_five_weeks(portal, client_for):
    service = due_soon()
    provider = provider_of(service.organisation)
    path = link_of(service, provider.email)
    visitor = client_for(portal)
    assert service.name in visitor.get(path).content.decode()
    provider.grants.all().delete()
    assert service.name not in visitor.get(path).content.decode()
    with time_machine.travel("2026-12-29T09:00:00Z", tick=False):
        assert visitor.get(path).status_code == 410
    assert visitor.get("/entries/confirm/nonsense/").status_code == 410


def test_nothing_ticked_is_nothing_confirmed(portal, client_for):
    service = due_soon()
    for sent in ({}, {"entries": ["nonsense"]}):
        page = client_for(portal).post(link_of(service), sent)
        assert "Choose the entries" in page.content.decode()
