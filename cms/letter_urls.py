"""Addresses of the public's forms."""

from django.urls import path

from cms import letter_views as views

urlpatterns = [
    path("write-to-us/", views.ContactFormView.as_view(), name="contact_form"),
    path("write-to-us/sent/", views.SentView.as_view(), name="contact_sent"),
    path("comment-or-complain/", views.ComplaintFormView.as_view(), name="complaint_form"),
    path(
        "comment-or-complain/sent/<str:token>/",
        views.ComplaintSentView.as_view(),
        name="complaint_sent",
    ),
    path("on-paper/<int:pk>/", views.PaperFormView.as_view(), name="paper_form"),
    path("on-paper/sent/", views.PaperSentView.as_view(), name="paper_sent"),
]
