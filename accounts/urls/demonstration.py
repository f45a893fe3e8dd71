"""Addresses of the mails of a demonstration, on every host; there only while the flag is on."""

from django.urls import path

from accounts.views import demonstration_mail as views

urlpatterns = [
    path("demonstration/mail/", views.MailListView.as_view(), name="demonstration_mails"),
    path("demonstration/mail/<slug:name>/", views.MailView.as_view(), name="demonstration_mail"),
    path(
        "demonstration/mail/<slug:name>/html/",
        views.MailHtmlView.as_view(),
        name="demonstration_mail_html",
    ),
]
