"""Page types as a visitor sees them."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.models import (
    CampaignPage,
    FaqPage,
    GuidePage,
    HomePage,
    PolicyPage,
    PublicationPage,
    SectionPage,
    ServicePage,
    SitePage,
    StepByStepPage,
)
from tenants.content_version import public_content_changed
from tenants.services import set_module

pytestmark = pytest.mark.django_db
TEXT = [("text", "<h2>One</h2><p>Words</p>")]


@pytest.fixture
def show(portal, client_for):
    """Publish a page below home and return it as a visitor sees it."""

    def publish(page, query=""):
        page.slug, page.search_description = "shown", "A summary"
        HomePage.objects.get().add_child(instance=page)
        public_content_changed()
        response = client_for(portal).get(f"/shown/{query}")
        assert response.status_code == 200
        return BeautifulSoup(response.content.decode(), "html.parser")

    return publish


def test_every_page_has_one_heading_title_description_breadcrumbs_and_address(show):
    page = show(SectionPage(title="Our <section>", body=TEXT))
    assert [h.get_text(strip=True) for h in page.find_all("h1")] == ["Our <section>"]
    assert "Our <section>" in page.title.string
    assert page.find("meta", {"name": "description"})["content"] == "A summary"
    assert page.find("link", rel="canonical")["href"] == "http://north.localhost:8000/shown/"
    assert page.find("nav", {"aria-label": "Breadcrumb"}).find("a")["href"] == "/"


def test_a_section_lists_the_pages_below_it(portal, client_for):
    page = client_for(portal).get("/about/").content.decode()
    assert "How we stay impartial" in page


def test_a_service_page_answers_what_who_how_and_contact(show):
    page = show(
        ServicePage(
            title="Helpline",
            what="<p>A telephone line</p>",
            who_for="<p>All parents</p>",
            how_to_get_it="<p>Call</p>",
            contact="<p>01632 960000</p>",
        )
    )
    headings = [heading.get_text() for heading in page.main.find_all("h2")]
    assert headings[:4] == ["What it is", "Who it is for", "How to get it", "Contact"]


def test_a_policy_shows_version_owner_and_dates(show):
    page = show(
        PolicyPage(
            title="Policy",
            version="2.1",
            kept_by="Practice manager",
            approved_on=datetime.date(2026, 9, 1),
            review_on=datetime.date(2027, 9, 1),
        )
    )
    facts = page.main.dl.get_text(" ", strip=True)
    for words in ("2.1", "Practice manager", "1 September 2026", "1 September 2027"):
        assert words in facts
    assert "Review due" not in [tag.get_text() for tag in page.select(".govuk-tag")]


def test_a_policy_past_its_review_says_so(show):
    page = show(PolicyPage(title="Old", review_on=datetime.date(2020, 1, 1)))
    assert page.find(string="Review due")


def test_a_review_before_the_approval_is_refused(portal):
    policy = PolicyPage(
        title="Policy",
        slug="policy",
        approved_on=datetime.date(2026, 9, 2),
        review_on=datetime.date(2026, 9, 1),
    )
    with pytest.raises(ValidationError) as refused:
        HomePage.objects.get().add_child(instance=policy)
    assert "review_on" in refused.value.message_dict


def test_a_long_publication_has_contents_that_lead_to_its_headings(show):
    text = "".join(f"<h2>Part {n}</h2><p>Words</p>" for n in (1, 2, 3))
    page = show(PublicationPage(title="Plan", source="A document", body=[("text", text)]))
    links = [link["href"] for link in page.select(".casement-contents a")]
    assert links == ["#part-1", "#part-2", "#part-3"]
    assert page.find(id="part-3").get_text() == "Part 3"


def test_a_guide_shows_one_part_at_a_time_and_all_to_print(portal, client_for, show):
    parts = [("part", {"title": title, "body": TEXT}) for title in ("First", "Second")]
    page = show(GuidePage(title="Guide", parts=parts))
    on_paper_only = page.main.select_one(".casement-print-only").extract()
    assert [h.get_text() for h in on_paper_only.select("h2.govuk-heading-l")] == ["Second"]
    assert [h.get_text() for h in page.main.select("h2.govuk-heading-l")] == ["First"]
    assert page.find(rel="next")["href"] == "?part=second"
    client = client_for(portal)
    second = BeautifulSoup(client.get("/shown/?part=second").content, "html.parser")
    assert second.find(rel="prev")["href"] == "?part=first"
    whole = BeautifulSoup(client.get("/shown/?all").content, "html.parser")
    assert len(whole.main.select("h2.govuk-heading-l")) == 2
    assert client.get("/shown/?part=nothing").status_code == 404


def test_steps_questions_and_campaigns_show_all_they_hold(show):
    page = show(StepByStepPage(title="Steps", steps=[("step", {"title": "Go", "body": TEXT})]))
    assert page.main.ol.h2.get_text(strip=True) == "Go"


def test_questions_stay_closed_until_opened_and_work_without_script(show):
    page = show(FaqPage(title="FAQ", questions=[("question", {"question": "Q?", "answer": TEXT})]))
    assert "Q?" in page.main.details.summary.get_text()


def test_a_campaign_page_has_its_message_as_heading(show):
    page = show(CampaignPage(title="Read together"))
    assert page.h1.get_text(strip=True) == "Read together"


BLOCKS = [
    ("inset", "<p>Mind this</p>", "Mind this"),
    ("warning", "<p>Call 999 &lt;now&gt;</p>", "Call 999 <now>"),
    ("details", {"title": "Open me", "text": "<p>Hidden</p>"}, "Hidden"),
    ("quote", {"text": "They listened", "attribution": "A parent"}, "A parent"),
    ("action", {"label": "Ask us", "address": "/contact/", "page": None}, "Ask us"),
    ("cards", [{"label": "Card", "address": "/contact/", "text": "T", "page": None}], "Card"),
    ("steps", [{"title": "Step one", "text": "<p>Do</p>"}], "Step one"),
    ("table", {"caption": "Seats", "table": {"data": [["A", "B"], ["1", "2"]]}}, "Seats"),
    ("contact", {"title": "Call", "telephone": "01632 960123"}, "01632 960123"),
]


@pytest.mark.parametrize(("name", "value", "words"), BLOCKS)
def test_every_block_shows_its_words_escaped(show, name, value, words):
    page = show(SectionPage(title="Blocks", body=[(name, value)]))
    assert words in page.main.get_text()


def test_a_chart_is_drawn_with_its_table_beside_it(portal, client_for, show):
    table = {"data": [["Place", "Parents"], ["East", "12"], ["West", "1,009"], ["?", "many"]]}
    page = show(SectionPage(title="Chart", body=[("chart", {"caption": "Heard", "table": table})]))
    assert "1,009" in page.main.table.get_text()
    picture = client_for(portal).get(page.main.figure.img["src"])
    assert picture.headers["Content-Type"] == "image/svg+xml"
    drawn = picture.content.decode()
    assert "East" in drawn
    assert "1,009" in drawn


def test_a_chart_within_a_part_of_a_guide_is_drawn_too(portal, client_for, show):
    table = {"data": [["Place", "Parents"], ["East", "12"]]}
    part = {"title": "Figures", "body": [("chart", {"caption": "Heard", "table": table})]}
    page = show(GuidePage(title="Plan", parts=[("part", part)]))
    answer = client_for(portal).get(page.main.figure.img["src"])
    assert "East" in answer.content.decode()


def test_a_page_of_a_module_that_is_off_is_gone_everywhere(portal, client_for):
    client = client_for(portal)
    url = SitePage.objects.filter(module="forum").first().url
    assert client.get(url).status_code == 200
    set_module(actor=None, portal=portal, slug="forum", on=False)
    assert client.get(url).status_code == 404
    assert client.get(reverse("forum:home")).status_code == 404
    assert "Forum</a>" not in client.get("/").content.decode()
    assert url not in client.get("/sitemap.xml").content.decode()
    set_module(actor=None, portal=portal, slug="forum", on=True)
    assert client.get(url).status_code == 200


def test_an_unpublished_page_is_gone_and_a_missing_one_offers_search(portal, client_for):
    client = client_for(portal)
    SitePage.objects.get(slug="contact").specific.unpublish()
    page = client.get("/contact/")
    assert page.status_code == 404
    assert 'type="search"' in page.content.decode()


def test_portal_names_and_contact_details_come_from_the_portal(portal, client_for):
    portal.contact_telephone = "01632 960555"
    portal.save()
    assert "01632 960555" in client_for(portal).get("/contact/").content.decode()


def test_an_administrator_changes_the_contact_details_and_they_show_at_once(portal, client_for):
    administrator, visitor = client_for(portal, "portal_administrator"), client_for(portal)
    assert "will be here soon" in visitor.get("/contact/").content.decode()
    page = administrator.get("/admin/contact-details/")
    assert page.status_code == 200
    typed = {"contact_telephone": "01632 960777", "contact_email": "nobody"}
    refused = administrator.post("/admin/contact-details/", typed)
    assert "valid email" in refused.content.decode()
    assert "01632 960777" in refused.content.decode()
    typed["contact_email"] = "help@north.example"
    administrator.post("/admin/contact-details/", typed)
    assert "01632 960777" in visitor.get("/contact/").content.decode()
    stranger = client_for(portal, "publisher").post(
        "/admin/contact-details/", typed | {"contact_telephone": "1"}
    )
    assert stranger.status_code in (302, 403)
    assert "01632 960777" in visitor.get("/contact/").content.decode()


def test_who_may_edit_a_page_gets_there_from_it(portal, client_for):
    page = SitePage.objects.get(slug="about")

    def leads_there(role: str) -> bool:
        shown = client_for(portal, role).get("/about/").content.decode()
        return f'href="/admin/pages/{page.pk}/edit/"' in shown

    assert leads_there("editor")
    assert not leads_there("member")
    assert not leads_there("")


def test_cards_and_buttons_lead_to_no_page_of_a_module_that_is_off(portal, client_for):
    forum = SitePage.objects.filter(module="forum").first()
    link = {"label": "Talk to other parents", "text": "", "page": forum.pk, "address": ""}
    body = [{"type": "cards", "value": [link]}, {"type": "action", "value": link}]
    page = SectionPage(title="Links", slug="links", body=body)
    HomePage.objects.first().add_child(instance=page)
    client = client_for(portal)
    assert client.get("/links/").content.decode().count(f'href="{forum.url}"') >= 2

    set_module(actor=None, portal=portal, slug="forum", on=False)

    main = client.get("/links/").content.decode().partition("<main")[2]
    assert f'href="{forum.url}"' not in main


def test_two_parts_of_a_guide_with_one_title_have_two_addresses(portal, client_for):
    parts = [
        {"type": "part", "value": {"title": "Help", "body": [{"type": "inset", "value": words}]}}
        for words in ("The first words", "The second words")
    ]
    page = GuidePage(title="Twice", slug="twice", parts=parts)
    HomePage.objects.first().add_child(instance=page)

    page = client_for(portal).get("/twice/?part=help-2").content.decode()

    shown, _mark, printed = page.partition("casement-print-only")
    assert "The second words" in shown
    assert "The first words" not in shown
    assert "The first words" in printed
