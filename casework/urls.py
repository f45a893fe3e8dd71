"""Addresses of the module."""

from django.urls import path

from casework.views import HomeView

app_name = "casework"
urlpatterns = [path("", HomeView.as_view(), name="home")]
