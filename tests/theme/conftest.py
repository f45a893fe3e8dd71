"""The theme by itself: no portal, no database, no built manifest."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.urls import include, path


class Addresses:
    urlpatterns = [path("", include("theme.urls"))]


@pytest.fixture(autouse=True)
def _theme_alone(settings):
    settings.ROOT_URLCONF = Addresses
    settings.MIDDLEWARE = []
    settings.FORM_RENDERER = "theme.forms.GovukRenderer"
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }
    ]


@pytest.fixture
def draw():
    """Render a template and parse it."""

    def _draw(template, **context):
        return BeautifulSoup(render_to_string(template, context), "html.parser")

    return _draw


@pytest.fixture
def component(draw):
    """Render a component by its short name and parse it."""

    def _component(name, **context):
        return draw(f"theme/components/{name}.html", **context)

    return _component


@pytest.fixture
def visit(client):
    """Fetch an address and parse the page."""

    def _visit(address):
        response = client.get(address)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return _visit
