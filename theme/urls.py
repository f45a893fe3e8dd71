"""Addresses of the pattern pages; for developers, so a deployment may leave them out."""

from django.urls import path

from theme import views

app_name = "theme"

urlpatterns = [
    path("patterns/", views.patterns, name="patterns"),
    path("patterns/home/", views.pattern_home, name="pattern_home"),
    path("patterns/console/", views.pattern_console, name="pattern_console"),
    path("patterns/brand.css", views.pattern_stylesheet, name="pattern_stylesheet"),
    path("patterns/icon.svg", views.pattern_icon, name="pattern_icon"),
]
