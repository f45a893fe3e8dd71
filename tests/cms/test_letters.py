"""The public's forms: mailed, counted, not kept (C2, C18)."""

from datetime import date
from email.utils import parseaddr

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.urls import reverse

from cms.complaints import Complaint, send_complaint
from cms.letter_forms import ComplaintForm, ContactForm, PaperForm
from cms.models import ComplaintsPage, FormCount, HomePage, PublicationPage
from cms.signals import complaint_received
from tenants.content_version import public_content_changed
from tenants.current import portal_context
from tenants.errors import ServiceError
from tests.factories.public_forms import opened

MAILBOX, COMPLAINTS = "help@north.example", "complaints@north.example"


@pytest.fixture(autouse=True)
def with_mailbox(portal):
    portal.contact_email = MAILBOX
    portal.save()


@pytest.fixture
def visitor(portal, client_for):
    return client_for(portal)


def complaint(**changes):
    typed = {"matter": "complaint", "sender": "parent", "what_happened": "Nobody rang back."}
    return {**typed, **opened(ComplaintForm), **changes}


def counted(purpose):
    return sum(FormCount.objects.filter(purpose=purpose).values_list("number", flat=True))


def text_of(answer):
    return BeautifulSoup(answer.content.decode(), "html.parser").main.get_text(" ", strip=True)


class TestContact:
    def test_it_goes_to_the_portals_address_and_is_only_counted(self, visitor):
        typed = {"message": "When is the next group?", "email": "sam@people.example"}

        answer = visitor.post(reverse("contact_form"), {**typed, **opened(ContactForm)})

        assert answer["Location"] == reverse("contact_sent")
        [letter] = mail.outbox
        assert letter.to == [MAILBOX]
        assert letter.reply_to == ["sam@people.example"]
        assert "When is the next group?" in letter.body
        assert counted("contact") == 1

    def test_what_is_missing_is_said_and_nothing_typed_is_lost(self, visitor):
        answer = visitor.post(reverse("contact_form"), {"name": "Sam", **opened(ContactForm)})

        page = BeautifulSoup(answer.content.decode(), "html.parser")
        assert page.select_one(".govuk-error-summary a")["href"] == "#id_message"
        assert page.find("input", {"name": "name"})["value"] == "Sam"
        assert mail.outbox == []

    def test_without_an_address_of_the_portal_it_says_to_phone(self, portal, visitor):
        portal.contact_email = ""
        portal.save()

        answer = visitor.post(reverse("contact_form"), {"message": "Hello", **opened(ContactForm)})

        assert "Please phone or write to us" in text_of(answer)
        assert "Hello" in answer.content.decode()
        assert counted("contact") == 0

    def test_a_mail_server_that_is_down_loses_nothing(self, visitor, settings):
        settings.EMAIL_BACKEND = "tests.cms.test_letters.Broken"

        answer = visitor.post(reverse("contact_form"), {"message": "Hello", **opened(ContactForm)})

        assert "What you wrote is still here" in text_of(answer)
        assert "Hello" in answer.content.decode()
        assert counted("contact") == 0

    def test_its_page_leads_to_it_and_sets_no_cookie(self, visitor):
        answer = visitor.get("/contact/")

        assert reverse("contact_form") in answer.content.decode()
        assert not answer.cookies
        assert settings.CSRF_COOKIE_NAME in visitor.get(reverse("contact_form")).cookies


class Broken:
    def __init__(self, **kwargs):
        pass

    def send_messages(self, messages):
        raise OSError("The mail server is down.")


class TestComplaints:
    def page(self, **rules):
        ComplaintsPage.objects.update(**rules)

    def test_it_is_mailed_to_the_complaints_mailbox_with_the_reference_that_is_shown(self, visitor):
        self.page(mailbox=COMPLAINTS)

        answer = visitor.post(
            reverse("complaint_form"), complaint(email="sam@people.example"), follow=True
        )

        [letter] = mail.outbox
        assert letter.to == [COMPLAINTS]
        reference = letter.subject.rpartition(": ")[2]
        assert reference.startswith("C-")
        assert f"Your reference is {reference}" in text_of(answer)
        assert "within 5 working days" in text_of(answer)
        assert counted("complaint") == 1

    def test_without_a_mailbox_of_its_own_it_goes_to_the_portals_address(self, visitor):
        visitor.post(reverse("complaint_form"), complaint())

        assert mail.outbox[0].to == [MAILBOX]

    def test_people_may_stay_unnamed_and_read_that_nobody_can_answer(self, visitor):
        answer = visitor.post(reverse("complaint_form"), complaint(), follow=True)

        assert "we cannot answer you" in text_of(answer)

    def test_where_a_name_is_needed_it_is_asked_for(self, visitor):
        self.page(anonymous=False)

        answer = visitor.post(reverse("complaint_form"), complaint())

        assert "Enter your name." in text_of(answer)
        assert mail.outbox == []
        with pytest.raises(ServiceError, match="Give your name"):
            send_complaint(
                actor=None,
                complaint=Complaint(
                    matter="complaint", sender="parent", what_happened="It.", name="Sam"
                ),
            )

    def test_the_days_until_the_answer_are_the_pages(self, visitor):
        self.page(answer_days=7)

        assert "within 7 working days" in text_of(visitor.get(reverse("complaint_form")))

    def test_a_module_that_takes_it_gives_the_reference_and_nothing_is_mailed(self, visitor):
        taken = []

        def take(sender, complaint, **kwargs):
            taken.append(complaint)
            return "CASE-7"

        complaint_received.connect(take)
        try:
            answer = visitor.post(reverse("complaint_form"), complaint(), follow=True)
        finally:
            complaint_received.disconnect(take)

        assert "CASE-7" in text_of(answer)
        assert [one.what_happened for one in taken] == ["Nobody rang back."]
        assert mail.outbox == []

    def test_its_page_leads_to_the_form_and_shows_its_version(self, visitor):
        page = visitor.get("/complaints/")

        assert reverse("complaint_form") in page.content.decode()
        assert "Starter text 1.0" in text_of(page)

    def test_a_reference_of_another_portal_or_none_is_not_shown(
        self, visitor, other_portal, client_for
    ):
        sent = visitor.post(reverse("complaint_form"), complaint())["Location"]

        assert visitor.get(sent).status_code == 200
        assert client_for(other_portal).get(sent).status_code == 404
        assert visitor.get(reverse("complaint_sent", args=["forged"])).status_code == 404


class TestPaper:
    @pytest.fixture
    def leaflet(self, portal):
        page = PublicationPage(title="Meetings", slug="meetings", on_paper=True)
        HomePage.objects.get().add_child(instance=page)
        public_content_changed()
        return page

    def typed(self, **changes):
        wanted = {"copies": "2", "format": "large_print", "language": "cy", "name": "Sam"}
        return {**wanted, "address": "1 Quay Road", **opened(PaperForm), **changes}

    def test_an_order_is_mailed_with_format_and_address(self, visitor, leaflet):
        assert (
            reverse("paper_form", args=[leaflet.pk]) in visitor.get("/meetings/").content.decode()
        )

        answer = visitor.post(reverse("paper_form", args=[leaflet.pk]), self.typed())

        assert answer["Location"] == reverse("paper_sent")
        for words in ("Meetings", "Large print", "Cymraeg", "1 Quay Road"):
            assert words in mail.outbox[0].body

    @pytest.mark.parametrize("copies", ["0", "21", "many", ""])
    def test_not_more_than_twenty_and_not_none(self, visitor, leaflet, copies):
        answer = visitor.post(reverse("paper_form", args=[leaflet.pk]), self.typed(copies=copies))

        assert answer.status_code == 200
        assert mail.outbox == []

    def test_what_is_not_sent_on_paper_cannot_be_ordered(self, visitor, leaflet):
        leaflet.on_paper = False
        leaflet.save()

        assert visitor.get(reverse("paper_form", args=[leaflet.pk])).status_code == 404


def test_counts_add_up_by_month(portal):
    for day in (date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)):
        FormCount.count("contact", day)

    assert list(FormCount.objects.values_list("month", "number")) == [
        (date(2026, 4, 1), 1),
        (date(2026, 3, 1), 2),
    ]


def test_the_counts_are_among_the_reports_of_administrators_alone(portal, client_for):
    FormCount.count("contact", date(2026, 3, 1))

    page = client_for(portal, "portal_administrator").get("/admin/form-counts/")
    assert "March 2026" in page.content.decode()
    assert client_for(portal, "author").get("/admin/form-counts/").status_code in (302, 403)


def test_letters_and_counts_of_one_portal_are_not_anothers(visitor, other_portal):
    visitor.post(reverse("complaint_form"), complaint())

    assert parseaddr(mail.outbox[0].from_email)[1].startswith("north@")
    with portal_context(other_portal):
        assert not FormCount.objects.exists()


class TestWhatIsPromised:
    def sent(self, visitor, **changes):
        answer = visitor.post(reverse("complaint_form"), complaint(**changes), follow=True)
        return text_of(answer)

    def test_a_written_answer_to_whoever_left_an_address(self, visitor):
        said = self.sent(visitor, email="sam@people.example", telephone="01752 123 456")
        assert "You get a written answer within" in said

    def test_a_call_to_whoever_left_a_number_alone(self, visitor):
        said = self.sent(visitor, telephone="01752 123 456")
        assert "We answer you by telephone within" in said
        assert "written" not in said

    def test_nothing_to_whoever_left_neither(self, visitor):
        assert "we cannot answer you" in self.sent(visitor)

    def test_no_number_no_call(self, visitor):
        said = self.sent(visitor, telephone="no phone")
        assert "Enter a telephone number, like" in said
        assert not mail.outbox


def test_a_text_of_many_lines_is_as_long_as_its_counter_says(visitor):
    text = "\r\n".join(["1234"] * 800)  # 4 × 800 characters and 799 breaks: 3,999
    answer = visitor.post(reverse("complaint_form"), complaint(what_happened=text + "x"))
    assert answer.status_code == 302
    [letter] = mail.outbox
    assert "1234\n1234" in letter.body


def test_a_text_that_is_too_long_is_refused_beside_its_box_and_kept(visitor):
    text = "x" * 4001
    answer = visitor.post(reverse("complaint_form"), complaint(what_happened=text))
    page = BeautifulSoup(answer.content.decode(), "html.parser")
    box = page.select_one("#id_what_happened")
    assert not box.has_attr("maxlength")
    assert box.get_text().strip() == text
    assert "4001 characters. Use 4000 or fewer" in page.select_one("#id_what_happened_error").text
    assert page.title.get_text().count("Error:") == 1
    assert not mail.outbox


@pytest.mark.parametrize("name", ["complaint_form", "contact_form", "feedback"])
def test_the_title_of_a_form_says_once_that_something_is_wrong(visitor, name):
    page = BeautifulSoup(visitor.post(reverse(name), {}).content.decode(), "html.parser")
    assert page.title.get_text().startswith("Error: ")
    assert page.title.get_text().count("Error:") == 1
