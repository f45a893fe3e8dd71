"""Addresses of the open API."""

from django.urls import path, re_path

from cms.directory.api import pages, views

app_name = "open_referral"
urlpatterns = [
    path("", views.about, name="about"),
    path("docs", pages.DocumentationView.as_view(), name="docs"),
    path("openapi.json", views.description, name="openapi"),
    path("services", views.services, name="services"),
    path("services/<str:key>", views.service, name="service"),
    path("service_at_locations", views.service_at_locations, name="service_at_locations"),
    path("service_at_locations/<str:key>", views.service_at_location, name="service_at_location"),
    path("taxonomies", views.taxonomies, name="taxonomies"),
    path("taxonomies/<str:key>", views.taxonomy, name="taxonomy"),
    path("taxonomy_terms", views.taxonomy_terms, name="taxonomy_terms"),
    path("taxonomy_terms/<str:key>", views.taxonomy_term, name="taxonomy_term"),
    re_path(r"^(?P<path>[\w.-]+(?:/[\w-]+)?)/$", pages.without_slash, name="without_slash"),
]
