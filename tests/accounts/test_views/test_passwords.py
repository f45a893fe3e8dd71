"""New passwords; mails are read as they were sent."""

import pytest

from accounts.demonstration import PASSWORD
from tests.accounts.conftest import GOOD, path_in
from tests.accounts.test_views.conftest import is_signed_in, sign_in, text_of
from tests.conftest import person


class TestNewPassword:
    def test_from_the_form_over_the_mail_to_a_new_password(
        self, portal, visitor, client_for, commits, outbox
    ):
        editor, elsewhere = person(portal, "editor"), client_for(portal, "editor")
        with commits():
            response = visitor.post("/new-password/", {"email": editor.email})
        assert response.url == "/new-password/check-your-mail/"
        path = path_in(outbox[0])
        assert visitor.get(path).status_code == 200
        assert visitor.post(path, {"password": GOOD}).url == "/new-password/done/"
        assert not is_signed_in(elsewhere)
        assert visitor.get(path).status_code == 410
        sign_in(visitor, editor.email, GOOD)
        assert is_signed_in(visitor)

    def test_the_answer_is_the_same_for_an_unknown_address(self, portal, visitor, commits):
        answers = [
            visitor.post("/new-password/", {"email": email})
            for email in ("editor@north.example", "nobody@north.example")
        ]
        assert answers[0].url == answers[1].url

    @pytest.mark.parametrize(
        "path",
        [
            "/new-password/00000000-0000-4000-8000-000000000000/abc-def/",
            "/confirm/nonsense/",
            "/invitation/nonsense/",
        ],
    )
    def test_a_made_up_link_is_refused_in_words(self, visitor, path):
        response = visitor.get(path)
        assert response.status_code == 410
        assert "This link does not work" in text_of(response)

    def test_changing_it_keeps_this_session_and_ends_the_others(self, portal, client_for):
        here, there = client_for(portal, "editor"), client_for(portal, "editor")
        key = here.session.session_key
        response = here.post(
            "/account/password/", {"current_password": PASSWORD, "new_password": GOOD}, follow=True
        )
        assert "Your password is changed." in text_of(response)
        assert is_signed_in(here)
        assert here.session.session_key != key
        assert not is_signed_in(there)

    def test_a_wrong_old_one_is_said_beside_its_field(self, portal, client_for):
        response = client_for(portal, "editor").post(
            "/account/password/", {"current_password": "wrong", "new_password": GOOD}
        )
        assert '<a href="#id_current_password">This is not your password.</a>' in text_of(response)
