"""Addresses of the screens for working on pages, below the editing area's."""

from django.urls import path

from cms.editing.approval_view import ApprovalView

urlpatterns = [
    path("approval/", ApprovalView.as_view(), name="approval"),
]
