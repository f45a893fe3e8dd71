"""Wagtail's own addresses, and the one that the templates ask for."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail import urls as wagtail_urls


def search(request: HttpRequest) -> HttpResponse:
    """Stand where search would."""
    return HttpResponse()


urlpatterns = [path("search/", search, name="search"), path("", include(wagtail_urls))]
