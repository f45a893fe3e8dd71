"""Addresses of the screens for working on pages, below the editing area's."""

from django.urls import path

from cms.editing.approval_view import ApprovalView
from cms.editing.link_views import BrokenLinksView
from cms.editing.preview_views import PreviewsView
from cms.editing.review_views import DueForReviewView, ReviewView
from cms.editing.undelete_views import DeletedPagesView, ForgetView, RestoreView

urlpatterns = [
    path("approval/", ApprovalView.as_view(), name="approval"),
    path("due-for-review/", DueForReviewView.as_view(), name="due_for_review"),
    path("broken-links/", BrokenLinksView.as_view(), name="broken_links"),
    path("deleted-pages/", DeletedPagesView.as_view(), name="deleted_pages"),
    path("deleted-pages/<int:pk>/", RestoreView.as_view(), name="restore_page"),
    path("deleted-pages/<int:pk>/forget/", ForgetView.as_view(), name="forget_page"),
    path("pages/<int:pk>/review/", ReviewView.as_view(), name="page_review"),
    path("pages/<int:pk>/previews/", PreviewsView.as_view(), name="page_previews"),
]
