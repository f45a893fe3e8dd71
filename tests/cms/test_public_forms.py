"""Forms that anybody may send: traps, limits, nothing lost (O6)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.models import Throttle
from accounts.throttling import LIMITS
from cms.public_forms import FROM_EVERYWHERE, FROM_ONE_PLACE, TRAP, PublicForm, PublicFormView
from tenants.current import portal_context
from tenants.errors import ServiceError
from tests.factories.public_forms import opened

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOME, ELSEWHERE = "192.0.2.7", "192.0.2.8"


class AskForm(PublicForm):
    purpose = "test_ask"
    question = forms.CharField(max_length=200)


class OneButtonForm(PublicForm):
    purpose = "test_button"
    fastest = 0


class ReplyForm(AskForm):
    purpose = "test_reply"


class AskView(PublicFormView[AskForm]):
    form_class = AskForm
    success_url = "/thanks/"

    def perform(self, **typed):
        if typed["question"] == "no":
            raise ServiceError({"question": "We cannot answer this."})
        self.request.asked = typed

    def render_to_response(self, context, **kwargs):
        return HttpResponse(context["form"].render())


@pytest.fixture
def clock(portal):
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def filled(form=AskForm, ago=timedelta(minutes=1), **changes):
    return form({"question": "Why?", **opened(form, ago), **changes})


def test_a_person_who_takes_their_time_is_heard(clock):
    form = filled()

    assert form.is_accepted(HOME)
    assert form.typed == {"question": "Why?"}


def test_what_fills_the_hidden_box_is_a_program(clock):
    form = filled(**{TRAP: "https://example.org"})

    assert not form.is_accepted(HOME)
    assert "empty" in str(form.non_field_errors())
    assert not Throttle.objects.exists()


def test_what_sends_at_once_is_a_program_and_a_person_sends_the_same_again(clock):
    typed = {"question": "Why?", **opened(AskForm, timedelta(seconds=2))}
    form = AskForm(typed)
    assert not form.is_accepted(HOME)
    assert 'value="Why?"' in form.render()

    clock.shift(timedelta(seconds=1))

    assert AskForm(typed).is_accepted(HOME)


def test_a_form_of_one_button_is_sent_at_once(clock):
    assert filled(OneButtonForm, ago=timedelta(0)).is_accepted(HOME)


@pytest.mark.parametrize("mark", ["", "forged:mark:here"])
def test_without_the_mark_of_an_opened_page_it_is_refused_once(clock, mark):
    form = filled(opened=mark)
    assert not form.is_accepted(HOME)

    page = BeautifulSoup(form.render(), "html.parser")
    again = {box["name"]: box.get("value", "") for box in page.find_all("input")}
    clock.shift(timedelta(minutes=1))

    assert AskForm(again).is_accepted(HOME)


def test_a_page_that_was_open_for_more_than_a_day_asks_to_look_again(clock):
    assert filled(ago=timedelta(hours=23)).is_accepted(HOME)
    form = filled(ago=timedelta(hours=25))
    assert not form.is_accepted(HOME)
    assert "too long" in str(form.non_field_errors())


def test_the_mark_of_one_form_does_not_open_another(clock):
    form = ReplyForm({"question": "Why?", **opened(AskForm)})

    assert not form.is_accepted(HOME)


def test_one_household_waits_after_ten_and_another_does_not(clock):
    free = LIMITS[FROM_ONE_PLACE].free
    assert all(filled().is_accepted(HOME) for _ in range(free))

    refused = filled()

    assert not refused.is_accepted(HOME)
    assert "What you wrote is still here. Wait 5 minutes" in str(refused.non_field_errors())
    assert 'value="Why?"' in refused.render()
    assert filled().is_accepted(ELSEWHERE)
    assert filled(ReplyForm).is_accepted(HOME)
    clock.shift(timedelta(minutes=5))
    assert filled().is_accepted(HOME)


def test_a_flood_from_everywhere_is_slowed_down(clock):
    free = LIMITS[FROM_EVERYWHERE].free
    assert all(filled().is_accepted(f"198.51.100.{n}") for n in range(free))

    assert not filled().is_accepted(HOME)


def test_the_boxes_for_programs_are_out_of_sight_of_the_eye_and_the_tab_key(clock):
    page = BeautifulSoup(AskForm().render(), "html.parser")

    trap = page.find("input", {"name": TRAP})
    assert trap["tabindex"] == "-1"
    assert trap["autocomplete"] == "off"
    assert trap.parent["class"] == ["govuk-visually-hidden"]
    assert page.find("label", {"for": trap["id"]}).get_text()
    assert page.find("input", {"name": "opened"})["type"] == "hidden"


class TestView:
    @pytest.fixture
    def ask(self, clock):
        def send(**typed):
            request = RequestFactory().post("/ask/", {**opened(AskForm), **typed})
            request.user = AnonymousUser()
            return AskView.as_view()(request), request

        return send

    def test_what_was_typed_goes_to_the_service(self, ask):
        answer, request = ask(question="Why?")

        assert answer["Location"] == "/thanks/"
        assert request.asked == {"question": "Why?"}

    @pytest.mark.parametrize("question", ["no", "w" * 201])
    def test_what_is_refused_stays_in_the_form(self, ask, question):
        answer, request = ask(question=question)

        assert answer.status_code == 200
        assert f'value="{question}"' in answer.content.decode()
        assert not hasattr(request, "asked")

    def test_the_page_is_never_kept(self, ask):
        request = RequestFactory().get("/ask/")
        request.user = AnonymousUser()
        answer = AskView.as_view()(request)

        assert "no-store" in answer["Cache-Control"]


def test_whoever_reads_gets_no_cookie(portal, client_for):
    answer = client_for(portal).get("/contact/")

    assert settings.CSRF_COOKIE_NAME not in answer.cookies
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_a_form_opened_on_one_portal_is_not_sent_on_another(clock, other_portal):
    typed = {"question": "Why?", **opened(AskForm)}
    assert AskForm(typed).is_accepted(HOME)

    with portal_context(other_portal):
        assert not AskForm(typed).is_accepted(HOME)
        assert not Throttle.objects.exists()
