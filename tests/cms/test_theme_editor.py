"""The theme editor: tried out, checked, saved, undone (P5)."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import LedgerEntry
from tenants.models import Portal
from theme.brand import Brand, failures, parse

ADDRESS = "/admin/theme/"
PALE = "#ffee88"
"""A colour on which nobody can read white text."""


@pytest.fixture
def boss(portal, client_for):
    return client_for(portal, "portal_administrator")


def typed(**changes):
    brand = Brand()
    names = ("brand_colour", "link_colour", "accent_colour", "header_style", "typeface")
    values = {name: getattr(brand, name) for name in (*names, "corners", "emblem")}
    return {**values, "footer_text": "", "action": "save", **changes}


def picture(kind="PNG", size=(400, 200)):
    made = BytesIO()
    Image.new("RGB", size, "#334455").save(made, kind)
    return SimpleUploadedFile(f"logo.{kind.lower()}", made.getvalue())


def theme_of(portal):
    return Portal.objects.get(pk=portal.pk).theme


def page_of(answer):
    return BeautifulSoup(answer.content.decode(), "html.parser")


def test_what_is_saved_shows_at_once_and_stands_in_the_ledger(boss, portal, client_for):
    visitor = client_for(portal)
    assert "Paid for by parents" not in visitor.get("/").content.decode()

    answer = boss.post(
        ADDRESS, typed(footer_text="Paid for by parents", header_style="light"), follow=True
    )

    assert "The look is saved" in answer.content.decode()
    shown = visitor.get("/").content.decode()
    assert "Paid for by parents" in shown
    assert "casement-header--light" in shown
    assert LedgerEntry.objects.filter(verb="tenants.theme_changed").exists()


def test_colours_that_nobody_can_read_are_refused_with_one_that_passes(boss, portal):
    answer = page_of(boss.post(ADDRESS, typed(brand_colour=PALE)))

    assert "must be 4.5 to 1. Try #" in answer.get_text()
    assert answer.find("input", {"name": "brand_colour"})["value"] == PALE
    assert theme_of(portal) == {}


def test_the_nearest_colours_are_offered_and_pass_and_nothing_is_saved(boss, portal):
    page = page_of(boss.post(ADDRESS, typed(brand_colour=PALE, action="nearest")))

    names = ("brand_colour", "link_colour", "accent_colour")
    offered = {name: page.find("input", {"name": name})["value"] for name in names}
    assert offered["brand_colour"] != PALE
    assert failures(parse(offered)) == []
    assert theme_of(portal) == {}


def test_the_preview_shows_what_is_not_saved_and_what_is_wrong_with_it(boss, portal):
    answer = boss.post(ADDRESS, typed(brand_colour=PALE, corners="square", action="preview"))

    shown = boss.get(answer["Location"])
    page = page_of(shown)
    assert "contrast is" in page.get_text()
    sheet = page.find_all("link", rel="stylesheet")[-1]["href"]
    css = boss.get(sheet).content.decode()
    assert "--casement-radius:0" in css
    assert PALE not in css
    assert theme_of(portal) == {}


def test_a_forged_value_breaks_no_preview(boss):
    page = boss.get(f"{ADDRESS}preview/?brand_colour=red}}body{{")

    assert page.status_code == 200
    assert "Enter a colour" in page.content.decode()
    css = boss.get(f"{ADDRESS}preview.css?brand_colour=red}}body{{")
    assert "body" not in css.content.decode()


def test_a_change_is_undone_and_so_is_the_undoing(boss, portal):
    boss.post(ADDRESS, typed(footer_text="First"))
    boss.post(ADDRESS, typed(footer_text="Second"))

    boss.post(ADDRESS, {"action": "undo"})
    assert theme_of(portal)["footer_text"] == "First"
    boss.post(ADDRESS, {"action": "undo"})
    assert theme_of(portal)["footer_text"] == "Second"


def test_saving_the_same_again_keeps_what_undoing_leads_to(boss, portal):
    boss.post(ADDRESS, typed(footer_text="First"))
    boss.post(ADDRESS, typed(footer_text="Second"))
    boss.post(ADDRESS, typed(footer_text="Second"))

    boss.post(ADDRESS, {"action": "undo"})

    assert theme_of(portal)["footer_text"] == "First"


def test_set_back_to_the_first_look_and_that_is_undone_too(boss, portal):
    boss.post(ADDRESS, typed(footer_text="Mine"))

    boss.post(ADDRESS, {"action": "reset"})
    assert parse(theme_of(portal)) == Brand()
    boss.post(ADDRESS, {"action": "undo"})
    assert theme_of(portal)["footer_text"] == "Mine"


def test_with_nothing_to_undo_it_says_so(boss):
    answer = boss.post(ADDRESS, {"action": "undo"}, follow=True)

    assert "There is no change to undo." in answer.content.decode()


class TestPictures:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
    def test_a_logo_is_drawn_anew_and_shows_in_the_header(self, boss, portal, client_for, kind):
        boss.post(ADDRESS, typed(logo=picture(kind, (2000, 900))))

        visitor = client_for(portal)
        logo = page_of(visitor.get("/")).find("img", class_="casement-header__logo")["src"]
        answer = visitor.get(logo)
        assert answer["Content-Type"] == "image/png"
        drawn = Image.open(BytesIO(b"".join(answer.streaming_content)))
        assert drawn.format == "PNG"
        assert (drawn.width <= 640, drawn.height) == (True, 160)

    def test_an_icon_becomes_square_and_replaces_ours(self, boss, portal, client_for):
        boss.post(ADDRESS, typed(icon=picture(size=(300, 100))))

        visitor = client_for(portal)
        icon = page_of(visitor.get("/")).find("link", rel="icon")["href"]
        drawn = Image.open(BytesIO(b"".join(visitor.get(icon).streaming_content)))
        assert drawn.width == drawn.height
        assert visitor.get("/favicon.ico")["Location"] == icon

    @pytest.mark.parametrize(
        "content",
        [
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"GIF89a" + b"\0" * 40,
            b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
            b"words",
        ],
    )
    def test_what_is_no_picture_that_we_take_is_refused(self, boss, portal, content):
        logo = SimpleUploadedFile("logo.png", content, "image/png")

        answer = boss.post(ADDRESS, typed(logo=logo, footer_text="Typed"))

        assert "Choose a PNG, JPEG or WebP picture." in answer.content.decode()
        assert "Typed" in answer.content.decode()
        assert theme_of(portal) == {}

    def test_a_file_that_is_too_large_is_refused(self, boss, portal):
        logo = SimpleUploadedFile("logo.png", b"\0" * (2 * 1024 * 1024 + 1))

        assert "2 MB or less" in boss.post(ADDRESS, typed(logo=logo)).content.decode()

    def test_it_stays_until_it_is_taken_away_and_its_file_until_nothing_leads_back(
        self, boss, portal, django_capture_on_commit_callbacks
    ):
        boss.post(ADDRESS, typed(logo=picture()))
        boss.post(ADDRESS, typed(footer_text="Other"))
        name = theme_of(portal)["logo"]

        boss.post(ADDRESS, typed(remove_logo="on"))
        assert "logo" not in theme_of(portal)
        assert default_storage.exists(name)
        with django_capture_on_commit_callbacks(execute=True):
            boss.post(ADDRESS, typed(footer_text="Third"))
        assert not default_storage.exists(name)

    def test_a_name_of_another_file_is_no_logo(self, portal, boss):
        boss.post(ADDRESS, typed(logo="documents/secret.pdf"))

        assert "logo" not in theme_of(portal)


@pytest.mark.parametrize("path", [ADDRESS, f"{ADDRESS}preview/", f"{ADDRESS}preview.css"])
@pytest.mark.parametrize("role", ["publisher", "editor"])
def test_nobody_else_opens_it(portal, client_for, role, path):
    assert client_for(portal, role).get(path).status_code in (302, 403)


def test_the_look_and_pictures_of_one_portal_are_not_anothers(
    boss, portal, other_portal, client_for
):
    boss.post(ADDRESS, typed(logo=picture(), footer_text="Northern"))

    neighbour = client_for(other_portal)
    assert "Northern" not in neighbour.get("/").content.decode()
    assert neighbour.get(f"/media/{theme_of(portal)['logo']}").status_code == 404
