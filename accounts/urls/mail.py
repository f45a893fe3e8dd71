"""Address for the mail server, on the platform's host alone."""

from django.urls import path

from accounts.views.bounces import BouncesView

app_name = "mail"
urlpatterns = [path("bounces/", BouncesView.as_view(), name="bounces")]
