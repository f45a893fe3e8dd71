"""Another e-mail address, from the form over both mailboxes."""

import pytest

from accounts.demonstration import PASSWORD
from accounts.models import EmailChange, Visit
from tests.accounts.test_views.conftest import is_signed_in, sign_in, text_of
from tests.factories.accounts import UserFactory

WISH = {"email": "new@people.example", "password": PASSWORD}


def links_of(message) -> list[str]:
    """Return the paths in a mail."""
    words = [word for word in message.body.split() if word.startswith("http")]
    return ["/" + word.split("/", 3)[3] for word in words if word.count("/") > 3]


class TestEmail:
    @pytest.fixture
    def mails(self, editor, commits, outbox):
        with commits():
            page = text_of(editor.post("/account/email/", WISH, follow=True))
        assert "We have sent two e-mails." in page
        assert "waiting for you to follow the link" in page
        return {message.to[0]: links_of(message) for message in outbox}

    def test_from_the_form_over_both_mailboxes_to_another_address(
        self, portal, editor, mails, visitor, client_for
    ):
        elsewhere = client_for(portal, "editor")
        (from_new,) = mails["new@people.example"]
        from_old = mails["editor@north.example"][-1]
        assert "new@people.example" in text_of(visitor.get(from_new))
        page = text_of(visitor.post(from_new, follow=True))
        assert "One more link to follow" in page
        assert "confirmed" in text_of(editor.get("/account/email/"))
        assert "editor@north.example" in text_of(editor.get("/account/"))
        page = text_of(editor.post(from_old, follow=True))
        assert "Your e-mail address is changed" in page
        assert is_signed_in(editor)
        assert not is_signed_in(elsewhere)
        assert "new@people.example" in text_of(editor.get("/account/"))
        assert Visit.objects.filter(session_key=editor.session.session_key).exists()
        assert sign_in(visitor, "new@people.example").status_code == 302

    def test_opening_a_link_changes_nothing(self, mails, visitor):
        for path in [*mails["new@people.example"], *mails["editor@north.example"]]:
            assert visitor.get(path).status_code == 200
        change = EmailChange.objects.get()
        assert (change.old_confirmed_at, change.new_confirmed_at) == (None, None)
        assert change.withdrawn_at is None

    def test_this_was_not_me(self, editor, mails, visitor):
        stop = mails["editor@north.example"][0]
        assert "Was this not you?" in text_of(visitor.get(stop))
        page = text_of(visitor.post(stop, follow=True))
        assert "The change is stopped" in page
        assert "/new-password/" in page
        assert not is_signed_in(editor)
        for path in (stop, *mails["new@people.example"]):
            assert visitor.post(path).status_code == 410

    def test_it_is_taken_back_on_the_account_page(self, editor, mails, visitor):
        page = text_of(editor.post("/account/email/withdraw/", follow=True))
        assert "Your e-mail address stays as it is." in page
        assert visitor.get(mails["new@people.example"][0]).status_code == 410
        page = text_of(editor.post("/account/email/withdraw/", follow=True))
        assert "There is no change to take back." in page

    def test_a_wrong_password_keeps_the_address_that_was_typed(self, editor):
        page = text_of(editor.post("/account/email/", {**WISH, "password": "wrong"}))
        assert '<a href="#id_password">This is not your password.</a>' in page
        assert 'value="new@people.example"' in page

    def test_the_answer_is_the_same_for_an_address_in_use(self, portal, client_for):
        UserFactory(email="taken@people.example")
        answers = []
        for role, email in (("editor", "taken@people.example"), ("author", "free@people.example")):
            answer = client_for(portal, role).post(
                "/account/email/", {**WISH, "email": email}, follow=True
            )
            answers.append((answer.status_code, answer.redirect_chain))
            assert "We have sent two e-mails." in text_of(answer)
        assert answers[0] == answers[1]

    @pytest.mark.parametrize("word", ["confirm", "stop"])
    def test_a_made_up_link_is_refused_in_words(self, visitor, word):
        answer = visitor.get(f"/email/{word}/nonsense/")
        assert answer.status_code == 410
        assert "This link does not work" in text_of(answer)
