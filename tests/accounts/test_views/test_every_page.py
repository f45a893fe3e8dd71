"""What holds of every page."""

import pytest

from accounts.urls.portal import urlpatterns
from tests.accounts.test_views.conftest import text_of
from tests.factories.accounts import InvitationFactory


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_every_page_declares_who_may_use_it(pattern):
    assert callable(pattern.callback.view_class.rule)


def test_forms_refuse_posts_from_elsewhere(portal):
    from django.test import Client

    strict = Client(HTTP_HOST=portal.primary_domain, enforce_csrf_checks=True)
    assert strict.post("/sign-in/", {"email": "a@b.example", "password": "x"}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/sign-in/",
        "/sign-up/",
        "/sign-up/check-your-mail/",
        "/new-password/",
        "/new-password/check-your-mail/",
        "/new-password/done/",
        "/sign-out/done/",
        "/invitation/abc/",
    ],
)
def test_a_page_has_one_heading_and_a_title(visitor, path):
    InvitationFactory(token="abc")
    page = text_of(visitor.get(path))
    assert page.count("<h1") == 1
    assert "<title>" in page
    assert "– North Parents</title>" in page
