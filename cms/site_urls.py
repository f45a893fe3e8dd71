"""Addresses of what belongs to the whole site; included before the pages."""

from django.urls import path

from cms import search_views, site_views
from cms.feedback_views import FeedbackSentView, FeedbackView

urlpatterns = [
    path("search/", search_views.search, name="search"),
    path("search/suggestions/", search_views.suggestions, name="search_suggestions"),
    path("a-z/", site_views.a_to_z, name="a_to_z"),
    path("jargon-buster/", site_views.jargon_buster, name="jargon_buster"),
    path("feedback/", FeedbackView.as_view(), name="feedback"),
    path("feedback/thank-you/", FeedbackSentView.as_view(), name="feedback_sent"),
    path("share/<int:pk>/", site_views.share, name="share"),
    path("share/<int:pk>.svg", site_views.share_code, name="share_code"),
    path("share/picture.png", site_views.share_picture, name="share_picture"),
    path("updates/feed/", site_views.updates_feed, name="updates_feed"),
]
