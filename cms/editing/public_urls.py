"""The address that a link to a draft has; included before the pages."""

from django.urls import path

from cms.editing.preview_views import draft_preview

urlpatterns = [path("preview/<str:token>/", draft_preview, name="draft_preview")]
