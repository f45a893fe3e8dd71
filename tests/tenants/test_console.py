"""The operator's console, as an operator, and everybody else, meets it."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Invitation, LedgerEntry, Locality, School, User
from tenants.current import portal_context
from tenants.models import Domain, Portal
from tenants.platform import PLATFORM

pytestmark = pytest.mark.usefixtures("_public")

LIST = "/"
NEW = "/portals/new/"
ACTIONS = ["rename", "add-domain", "suspend", "resume", "close", "delete"]
SCREENS = [LIST, NEW, "/portals/north/", "/portals/north/created/"]
SCREENS += [f"/portals/north/{action}/" for action in ACTIONS]
FORM = {
    "name": "Bramley Parents",
    "short_name": "Bramley",
    "slug": "bramley",
    "kind": "pru",
    "languages": ["en", "cy"],
    "default_language": "cy",
    "localities": "East End\n\n  Old Town  \r\n",
    "schools": "St. Mary's",
    "modules": ["forum", "casework"],
    "domain": "",
    "administrator_name": "Kim",
    "administrator_email": "kim@bramley.example",
    "contact_email": "hello@bramley.example",
    "contact_telephone": "01632 960 001",
    "contact_address": "1 Quay Street\nBramley",
    "contact_hours": "Monday to Friday",
    "open_now": "on",
}


def text_of(response) -> str:
    """Return what can be read on a page, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def errors_of(response) -> dict[str, str]:
    """Return the messages beside the fields, and check that the summary links to each."""
    form = response.context["form"]
    page = response.content.decode()
    assert "There is a problem" in page
    assert "<title>Error:" in page
    for name, messages in form.errors.items():
        for message in messages:
            assert message in text_of(response)
            assert name == "__all__" or f'href="#id_{name}' in page
    return {name: " ".join(messages) for name, messages in form.errors.items()}


def north() -> Portal:
    return Portal.objects.get(slug="north")


def add_portals(*names: str, **fields: object) -> None:
    """Add portals to the table alone: without schema, as after half a restore."""
    for number, name in enumerate(names):
        slug = f"made-{number}"
        portal = Portal(slug=slug, schema_name=f"portal_made_{number}", name=name, **fields)
        portal.short_name, portal.kind = "Made", portal.kind or "school"
        portal.save()
        Domain.objects.create(domain=f"{slug}.example", tenant=portal, is_primary=True)


def named(response) -> list[str]:
    """Return the portals of a list, in order."""
    return [row.portal.name for row in response.context["page"].rows]


# --- who may come in ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SCREENS)
def test_a_stranger_is_sent_to_sign_in(platform_visitor, path):
    response = platform_visitor.get(path)

    assert response.status_code == 302
    assert response.headers["Location"] == f"/sign-in/?next={path}"


@pytest.mark.parametrize("path", SCREENS)
def test_somebody_who_is_no_operator_is_refused(platform_visitor, path):
    with portal_context(PLATFORM):
        person = User.objects.create_user(
            "new@casement.example", "A long enough one 1", email_confirmed_at=timezone.now()
        )
        platform_visitor.force_login(person)

    assert platform_visitor.get(path).status_code == 403


@pytest.mark.parametrize("action", ACTIONS)
def test_a_stranger_changes_nothing(platform_visitor, action):
    answers = {"name": "Hacked", "domain": "hacked.example", "typed_name": "North Parents"}

    assert platform_visitor.post(f"/portals/north/{action}/", answers).status_code == 302
    assert (north().name, north().status) == ("North Parents", "live")
    assert north().domains.count() == 1


@pytest.mark.parametrize("role", ["", "portal_administrator", "practice_manager"])
@pytest.mark.parametrize("path", [NEW, "/portals/north/", "/portals/north/close/"])
def test_the_console_is_not_there_on_a_portals_host(client_for, path, role):
    assert client_for(north(), role).get(path).status_code == 404


@pytest.mark.parametrize("path", SCREENS)
def test_an_operator_reaches_every_screen(platform_client, path):
    response = platform_client.get(path)

    assert response.status_code == 200
    page = response.content.decode()
    assert page.count("<h1") == 1
    assert "Sign out" in page
    assert response.headers["Cache-Control"] == "private, no-cache, no-store"


@pytest.mark.parametrize("action", ["", *(f"{action}/" for action in ACTIONS)])
@pytest.mark.parametrize("slug", ["west", "n" * 300, "north--"])
def test_a_portal_that_is_not_there_is_a_404(platform_client, slug, action):
    assert platform_client.get(f"/portals/{slug}/{action}").status_code == 404


def test_a_form_without_its_token_is_refused(platform_client):
    careful = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    careful.cookies = platform_client.cookies

    assert careful.post("/portals/north/close/").status_code == 403
    assert north().status == "live"


@pytest.mark.parametrize("action", ACTIONS)
def test_opening_the_page_of_an_action_does_nothing(platform_client, action):
    platform_client.get(f"/portals/north/{action}/?typed_name=North+Parents&name=Other")

    assert (north().name, north().status) == ("North Parents", "live")


# --- the list -------------------------------------------------------------------------------------


def test_the_list_shows_what_each_portal_is_and_where(platform_client):
    response = platform_client.get(LIST)

    assert named(response) == ["North Parents", "South Parents"]
    page = response.content.decode()
    assert 'href="/portals/north/"' in page
    assert 'href="http://north.localhost:8000/"' in page
    for words in ["Local authority", "Live", "Forum", "Casework", "MB"]:
        assert words in text_of(response)


def test_the_list_tells_the_last_activity_of_each_portal(platform_client):
    for slug, moment in [("north", "2030-01-31T12:00Z"), ("south", "2031-02-01T12:00Z")]:
        with portal_context(Portal.objects.get(slug=slug)):
            User.objects.filter(email__startswith="clerk@").update(last_login=moment)

    rows = platform_client.get(LIST).context["page"].rows

    assert [row.figures.last_activity.year for row in rows] == [2030, 2031]
    assert all(row.figures.size > 1_000_000 for row in rows)


def queries_of(client: Client, path: str, query: dict[str, str] | None = None) -> list[str]:
    """Return what a page asks of the database, but for the setting of the schema."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path, query).status_code == 200
    asked = [one["sql"] for one in captured.captured_queries]
    return [sql for sql in asked if not sql.startswith("SET search_path")]


def test_the_list_takes_few_queries_with_two_portals_or_fifty(platform_client):
    with_two = queries_of(platform_client, LIST)
    add_portals(*(f"Portal {number:03}" for number in range(60)))

    assert len(queries_of(platform_client, LIST)) == len(with_two) <= 10


def test_a_portal_whose_schema_is_missing_does_not_break_the_list(platform_client):
    add_portals("Adrift")

    response = platform_client.get(LIST)

    assert named(response)[0] == "Adrift"
    assert "None yet" in text_of(response)
    assert "missing" in text_of(platform_client.get("/portals/made-0/"))


def test_the_list_goes_forward_and_back_by_key_without_a_gap(platform_client):
    add_portals(*["Same name"] * 60, *(f"Other {number:03}" for number in range(60)))
    wanted = [portal.slug for portal in Portal.objects.order_by("name", "slug")]

    seen, pages, url = [], [], LIST
    while url:
        response = platform_client.get(url)
        pages.append([row.portal.slug for row in response.context["page"].rows])
        seen += pages[-1]
        url = response.context["later_url"]
    assert seen == wanted
    assert len(pages) == 3

    back, url = [], response.context["earlier_url"]
    while url:
        response = platform_client.get(url)
        back.insert(0, [row.portal.slug for row in response.context["page"].rows])
        url = response.context["earlier_url"]
    assert back == pages[:-1]


def test_paging_keeps_what_was_searched_for(platform_client):
    add_portals(*(f"Bramley {number:03}" for number in range(60)), status="suspended")

    first = platform_client.get(LIST, {"q": "bramley", "status": "suspended"})
    second = platform_client.get(first.context["later_url"])

    assert len(named(first) + named(second)) == 60
    assert all(name.startswith("Bramley") for name in named(second))


def test_the_list_asks_for_no_offset_at_any_depth(platform_client):
    add_portals(*(f"Portal {number:03}" for number in range(120)))
    query = {"after": "Portal 050|made-50"}

    asked = queries_of(platform_client, LIST, query)

    assert named(platform_client.get(LIST, query))[0] == "Portal 051"
    assert len(asked) <= 10
    assert not any("OFFSET" in sql for sql in asked)


@pytest.mark.parametrize("words", ["south", "SOUTH par", "south.localhost", "families.example"])
def test_a_portal_is_found_by_name_web_name_or_any_domain(platform_client, words):
    south = Portal.objects.get(slug="south")
    Domain.objects.create(domain="families.example", tenant=south, is_primary=False)

    assert named(platform_client.get(LIST, {"q": words})) == ["South Parents"]


@pytest.mark.parametrize("words", ["%", "_", "zzz", "📚", "' OR 1=1 --", "\\", "q" * 5000, "\x00"])
def test_words_that_match_nothing_say_so_and_offer_all(platform_client, words):
    response = platform_client.get(LIST, {"q": words})

    assert response.status_code == 200
    assert "No portal matches" in text_of(response)
    assert "Show all portals" in text_of(response)


def test_words_come_back_escaped(platform_client):
    page = platform_client.get(LIST, {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page


def test_the_list_is_narrowed_to_a_status_with_counts(platform_client):
    Portal.objects.filter(slug="south").update(status="suspended")

    response = platform_client.get(LIST, {"status": "suspended"})

    assert named(response) == ["South Parents"]
    for words in ["All (2)", "Live (1)", "Suspended (1)"]:
        assert words in text_of(response)
    assert "Closed (" not in text_of(response)


@pytest.mark.parametrize(
    "query",
    [{"status": "castle"}, {"after": "\x00"}, {"after": "Zzz|zzz"}, {"before": "A|a"}],
)
def test_an_address_that_makes_no_sense_still_shows_a_page(platform_client, query):
    response = platform_client.get(LIST, query)

    assert response.status_code == 200
    assert "Show all portals" in text_of(response)


def test_a_key_that_is_only_words_is_a_place_like_any_other(platform_client):
    assert named(platform_client.get(LIST, {"after": "nonsense"})) == [
        "North Parents",
        "South Parents",
    ]


def test_a_console_without_portals_invites_to_make_one(platform_client):
    Domain.objects.all().delete()
    Portal.objects.all()._raw_delete("default")

    response = platform_client.get(LIST)

    assert "No portals yet" in text_of(response)
    assert f'href="{NEW}"' in response.content.decode()


def test_a_name_with_markup_is_shown_as_text(platform_client):
    Portal.objects.filter(slug="north").update(name="<script>alert(1)</script>")

    for path in SCREENS:
        assert "<script>alert" not in platform_client.get(path).content.decode()


# --- one portal -----------------------------------------------------------------------------------


def test_a_portal_shows_counts_and_never_a_person_or_a_page(platform_client):
    with portal_context(north()):
        people = list(User.objects.values_list("email", "display_name"))
        default_storage.save("leaflet.pdf", ContentFile(b"x" * 3000))

    response = platform_client.get("/portals/north/")

    figures = {row["key"]: row["value"] for row in response.context["figures"]}
    assert figures["People with an account"] == str(len(people))
    assert int(figures["Pages"]) > 10
    assert figures["Files"] == "1 (2.9\xa0KB)"
    assert figures["Size of the database"].endswith("MB")
    for email, name in people:
        assert email not in text_of(response)
        assert name not in text_of(response) or name in {"Member", "Author", "Editor"}
    assert "leaflet" not in text_of(response)


def test_a_portal_tells_its_domains_and_whether_it_is_up_to_date(platform_client):
    Domain.objects.create(domain="parents.north.example", tenant=north(), is_primary=False)
    page = platform_client.get("/portals/north/")
    assert "north.localhost (main)" in text_of(page)
    assert 'href="http://parents.north.example:8000/"' in page.content.decode()
    assert "Up to date" in text_of(page)

    Portal.objects.filter(slug="north").update(migrated_to="older")
    assert "Out of date" in text_of(platform_client.get("/portals/north/"))


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        ("setting_up", ["Rename", "Add a domain", "Finish setting up", "Suspend", "Close"]),
        ("live", ["Rename", "Add a domain", "Suspend", "Close"]),
        ("suspended", ["Rename", "Add a domain", "Resume", "Close"]),
        ("closed", ["Rename", "Add a domain", "Reopen"]),
    ],
)
def test_a_portal_offers_what_fits_its_status(platform_client, status, offered):
    Portal.objects.filter(slug="north").update(status=status, closed_at=timezone.now())

    actions = platform_client.get("/portals/north/").context["actions"]

    assert [action["title"] for action in actions] == offered


def close_north(days: int) -> None:
    """Close North so many days ago."""
    moment = timezone.now() - timedelta(days=days)
    Portal.objects.filter(slug="north").update(status="closed", closed_at=moment)


@pytest.mark.parametrize(("days", "offered"), [(0, False), (29, False), (30, True), (400, True)])
def test_deletion_is_offered_once_the_cooling_off_is_over(platform_client, days, offered):
    close_north(days)

    response = platform_client.get("/portals/north/")
    page = platform_client.get("/portals/north/delete/")

    assert ("Delete" in text_of(response)) is offered
    assert ("typed_name" in page.content.decode()) is offered


# --- making one -----------------------------------------------------------------------------------


def test_a_new_portal_is_made_from_one_page(
    platform_client, client_for, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = platform_client.post(NEW, FORM, follow=True)

    assert response.redirect_chain == [("/portals/bramley/created/", 302)]
    assert "Portal created" in text_of(response)
    assert "http://bramley.localhost:8000/" in response.content.decode()
    assert "kim@" not in text_of(response)

    portal = Portal.objects.get(slug="bramley")
    assert (portal.name, portal.short_name, portal.kind) == ("Bramley Parents", "Bramley", "pru")
    assert (portal.languages, portal.default_language) == (["en", "cy"], "cy")
    assert (portal.modules, portal.status) == (["forum", "casework"], "live")
    assert portal.contact_email == "hello@bramley.example"
    assert portal.contact_address == "1 Quay Street\nBramley"
    with portal_context(portal):
        assert [place.name for place in Locality.objects.all()] == ["East End", "Old Town"]
        assert [place.name for place in School.objects.all()] == ["St. Mary's"]
        assert Invitation.objects.get().email == "kim@bramley.example"
    assert [message.to for message in mail.outbox] == [["kim@bramley.example"]]
    assert "http://bramley.localhost:8000/" in mail.outbox[0].body
    assert client_for(portal).get("/").status_code in {200, 302}


def test_the_form_begins_with_english_and_every_add_on(platform_client):
    form = platform_client.get(NEW).context["form"]

    assert form["languages"].value() == ["en"]
    assert form["modules"].value() == settings.PORTAL_MODULES


def test_a_portal_may_have_no_add_on_and_wait_for_the_public(platform_client):
    platform_client.post(NEW, FORM | {"modules": [], "open_now": ""})

    portal = Portal.objects.get(slug="bramley")
    assert (portal.modules, portal.status) == ([], "setting_up")


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Enter the portal's name"),
        ("name", "  ", "Enter the portal's name"),
        ("name", "B" * 121, "Name must be 120 characters or fewer"),
        ("name", "Bramley\x00", "Null characters"),
        ("name", "Bramley\u2028Parents", "one line"),
        ("short_name", "B" * 31, "Short name must be 30 characters or fewer"),
        ("slug", "", "Enter a short web name"),
        ("slug", "Bramley", "small letters"),
        ("slug", "-bramley", "small letters"),
        ("slug", "bramley_x", "small letters"),
        ("slug", "📚", "small letters"),
        ("slug", "x'; DROP SCHEMA public; --", "small letters"),
        ("slug", "b" * 41, "Web name must be 40 characters or fewer"),
        ("slug", "admin", "kept for the platform"),
        ("slug", "pg-catalog", "kept for the platform"),
        ("slug", "north", "already a portal called “north”"),
        ("kind", "", "Choose the kind of service"),
        ("kind", "castle", "castle"),
        ("languages", [], "Choose English, Welsh or both"),
        ("languages", ["fr"], "fr"),
        ("languages", ["en"], "main language must be one of"),
        ("default_language", "", "Choose the main language"),
        ("localities", "East\neast", "Each name can be listed once"),
        ("localities", "E" * 121, "120 characters or fewer"),
        ("schools", "\n".join(f"School {n}" for n in range(501)), "500 names or fewer"),
        ("modules", ["chess"], "chess"),
        ("domain", "192.0.2.1", "not an IP address"),
        ("domain", "2001:db8::1", "Enter only the domain"),
        ("domain", "https://bramley.example/", "Enter only the domain"),
        ("domain", "bramley", "at least one dot"),
        ("domain", "bram_ley.example", "not a domain name"),
        ("domain", "south.localhost", "already in use"),
        ("domain", "South.LocalHost.", "already in use"),
        ("domain", "b" * 254, "Domain must be 253 characters or fewer"),
        ("administrator_email", "", "Enter the e-mail address"),
        ("administrator_email", "kim", "like name@example.org"),
        ("administrator_email", "kim@" + "b" * 260 + ".example", "254 characters or fewer"),
        ("administrator_name", "K" * 81, "80 characters or fewer"),
        ("contact_email", "hello", "like name@example.org"),
        ("contact_telephone", "0" * 41, "40 characters or fewer"),
        ("contact_address", "x" * 501, "500 characters or fewer"),
        ("contact_hours", "x" * 201, "200 characters or fewer"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_all_that_was_typed_stays(
    platform_client, field, typed, words
):
    before = set(Portal.objects.values_list("slug", flat=True))

    response = platform_client.post(NEW, FORM | {field: typed})

    assert response.status_code == 200
    assert words in errors_of(response)[field]
    assert set(Portal.objects.values_list("slug", flat=True)) == before
    for other, answer in FORM.items():
        if other not in {field, "open_now"}:
            assert response.context["form"][other].value() == answer
    assert mail.outbox == []


def test_a_web_name_that_is_taken_is_not_blamed_on_the_empty_domain(platform_client):
    assert set(errors_of(platform_client.post(NEW, FORM | {"slug": "north"}))) == {"slug"}


def test_an_empty_form_names_everything_that_is_missing(platform_client):
    response = platform_client.post(NEW, {})

    assert set(errors_of(response)) == {
        *("name", "slug", "kind", "languages", "default_language", "administrator_email")
    }


def test_sending_the_form_twice_makes_one_portal(platform_client):
    platform_client.post(NEW, FORM)

    response = platform_client.post(NEW, FORM)

    assert "already a portal called “bramley”" in errors_of(response)["slug"]
    assert Portal.objects.filter(name="Bramley Parents").count() == 1


def test_a_name_may_hold_emoji_and_what_looks_like_sql(platform_client):
    name = "📚 Robert'); DROP TABLE tenants_portal; --"

    platform_client.post(NEW, FORM | {"name": name})

    assert Portal.objects.get(slug="bramley").name == name


# --- actions --------------------------------------------------------------------------------------


def test_renaming_shows_the_new_name_and_keeps_the_addresses(platform_client):
    answers = {"name": "Northern Families", "short_name": "Families"}
    response = platform_client.post("/portals/north/rename/", answers, follow=True)

    assert "Success" in text_of(response)
    assert "Northern Families" in text_of(response)
    assert north().primary_domain == "north.localhost"


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({"name": ""}, "name", "Enter the portal's name"),
        ({"name": "N" * 121}, "name", "120 characters or fewer"),
        ({"name": "North\u2028Parents"}, "name", "one line"),
        ({"name": "North", "short_name": "N" * 31}, "short_name", "30 characters or fewer"),
    ],
)
def test_a_name_that_cannot_be_is_refused_beside_its_field(platform_client, answers, field, words):
    response = platform_client.post("/portals/north/rename/", answers)

    assert words in errors_of(response)[field]
    assert north().name == "North Parents"


def test_an_added_domain_is_listed_and_the_main_one_stays(platform_client):
    answers = {"domain": "Parents.North.example"}
    response = platform_client.post("/portals/north/add-domain/", answers, follow=True)

    assert "parents.north.example" in text_of(response)
    assert north().primary_domain == "north.localhost"


def test_an_added_domain_can_become_the_main_one(platform_client):
    answers = {"domain": "parents.north.example", "primary": "on"}
    platform_client.post("/portals/north/add-domain/", answers)

    assert north().primary_domain == "parents.north.example"


@pytest.mark.parametrize(
    ("domain", "words"),
    [
        ("", "Enter a domain"),
        ("south.localhost", "south.localhost is already in use"),
        ("north.localhost", "north.localhost is already in use"),
        ("localhost", "at least one dot"),
        ("127.0.0.1", "not an IP address"),
        ("north.example:8000", "Enter only the domain"),
        ("kim@north.example", "Enter only the domain"),
        ("north..example", "not a domain name"),
        ("-north.example", "not a domain name"),
        ("n" * 254, "253 characters or fewer"),
        ("north.example'; --", "not a domain name"),
        ("north.example\x00", "Null characters"),
    ],
)
def test_a_domain_that_cannot_be_is_refused_beside_its_field(platform_client, domain, words):
    response = platform_client.post("/portals/north/add-domain/", {"domain": domain})

    assert words in errors_of(response)["domain"]
    assert list(north().domains.values_list("domain", flat=True)) == ["north.localhost"]


def test_a_suspended_portal_shows_its_message_until_it_is_resumed(platform_client, client_for):
    page = platform_client.post(
        "/portals/north/suspend/", {"message": "Back on Monday <b>"}, follow=True
    )
    while_suspended = client_for(north()).get("/")
    platform_client.post("/portals/north/resume/")

    assert "Visitors see: Back on Monday <b>" in text_of(page)
    assert while_suspended.status_code == 503
    assert "Back on Monday &lt;b&gt;" in while_suspended.content.decode()
    assert client_for(north()).get("/").status_code == 200


def test_a_message_that_is_too_long_is_refused(platform_client):
    response = platform_client.post("/portals/north/suspend/", {"message": "x" * 301})

    assert "300 characters or fewer" in errors_of(response)["message"]
    assert north().status == "live"


def test_a_closed_portal_is_gone_for_visitors_and_can_be_reopened(platform_client, client_for):
    explained = text_of(platform_client.get("/portals/north/close/"))
    platform_client.post("/portals/north/close/")
    while_closed = client_for(north()).get("/")
    platform_client.post("/portals/north/resume/")

    assert "Nothing is deleted for 30 days" in explained
    assert while_closed.status_code == 410
    assert client_for(north()).get("/").status_code == 200


@pytest.mark.parametrize("action", ["suspend", "close"])
def test_pressing_a_button_twice_does_it_once_and_says_so(platform_client, action):
    platform_client.post(f"/portals/north/{action}/")
    changed = north()

    response = platform_client.post(f"/portals/north/{action}/")

    assert "already" in errors_of(response)["__all__"]
    assert north().closed_at == changed.closed_at


def test_what_an_operator_does_is_in_the_platforms_ledger(platform_client):
    platform_client.post("/portals/north/suspend/")

    with portal_context(PLATFORM):
        entry = LedgerEntry.objects.get(verb="tenants.portal_suspended")
        operator = User.objects.get(email="operator@casement.example")
    assert entry.actor_uuid == operator.uuid


def test_deleting_takes_everything_of_the_portal_and_nothing_of_the_neighbour(
    platform_client, django_capture_on_commit_callbacks
):
    files = {slug: Path(settings.MEDIA_ROOT) / f"portal_{slug}" for slug in ("north", "south")}
    for folder in files.values():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "leaflet.pdf").write_bytes(b"leaflet")
    close_north(days=31)

    with django_capture_on_commit_callbacks(execute=True):
        response = platform_client.post(
            "/portals/north/delete/", {"typed_name": "North Parents"}, follow=True
        )

    assert response.redirect_chain == [(LIST, 302)]
    assert "“North Parents” has been deleted." in text_of(response)
    assert named(response) == ["South Parents"]
    assert not files["north"].exists()
    assert (files["south"] / "leaflet.pdf").exists()
    assert platform_client.get("/portals/north/").status_code == 404


@pytest.mark.parametrize("typed", ["", "north", "North parents", "South Parents", "%", "N" * 121])
def test_deleting_wants_the_full_name(platform_client, typed):
    close_north(days=31)

    response = platform_client.post("/portals/north/delete/", {"typed_name": typed})

    assert errors_of(response)["typed_name"]
    assert Portal.objects.filter(slug="north").exists()


@pytest.mark.parametrize("more", [{}, {"skip_cooling_off": "1"}])
def test_no_operator_deletes_before_the_cooling_off_is_over(platform_client, more):
    close_north(days=29)

    response = platform_client.post(
        "/portals/north/delete/", {"typed_name": "North Parents"} | more
    )

    assert "can be deleted from" in errors_of(response)["__all__"]
    assert Portal.objects.filter(slug="north").exists()


def test_a_portal_that_is_open_is_not_deleted(platform_client):
    response = platform_client.post("/portals/north/delete/", {"typed_name": "North Parents"})

    assert "Close the portal first" in errors_of(response)["__all__"]
    assert "Only a closed portal can be deleted" in text_of(response)
