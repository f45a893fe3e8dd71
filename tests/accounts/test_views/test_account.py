"""My account."""

import pytest

from tests.accounts.test_views.conftest import text_of
from tests.conftest import person


class TestAccount:
    def test_it_shows_what_one_is_and_may(self, portal, client_for):
        page = text_of(client_for(portal, "clerk").get("/account/"))
        assert "clerk@north.example" in page
        assert "Calls meetings" in page

    def test_details_are_changed(self, portal, client_for):
        portal.languages = ["en", "cy"]
        portal.save()
        typed = {"display_name": "Edith", "full_name": "Edith Or", "language": "cy"}
        response = client_for(portal, "editor").post("/account/details/", typed, follow=True)
        assert "Your details are changed." in text_of(response)
        editor = person(portal, "editor")
        assert (editor.display_name, editor.language) == ("Edith", "cy")

    def test_an_empty_name_is_refused(self, portal, client_for):
        typed = {"display_name": "", "full_name": "X", "language": "en"}
        page = text_of(client_for(portal, "editor").post("/account/details/", typed))
        assert "Enter a name for others to see." in page

    @pytest.mark.parametrize("path", ["/account/", "/sign-in/", "/sign-up/"])
    def test_no_cache_keeps_it(self, portal, client_for, path):
        response = client_for(portal).get(path)
        assert "no-store" in response.headers["Cache-Control"]
