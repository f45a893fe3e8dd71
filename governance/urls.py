"""Addresses of the module."""

from django.urls import path

from governance.views import HomeView

app_name = "governance"
urlpatterns = [path("", HomeView.as_view(), name="home")]
