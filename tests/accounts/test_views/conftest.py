"""Browsers, and reading what they show."""

import pytest

from accounts.demonstration import PASSWORD


@pytest.fixture
def visitor(portal, client_for):
    return client_for(portal)


@pytest.fixture
def boss(portal, client_for):
    return client_for(portal, "portal_administrator")


@pytest.fixture
def editor(portal, client_for):
    return client_for(portal, "editor")


def text_of(response):
    return " ".join(response.content.decode().split())


def is_signed_in(client):
    return client.get("/account/").status_code == 200


def sign_in(client, email, password=PASSWORD, **kwargs):
    return client.post("/sign-in/", {"email": email, "password": password}, **kwargs)
