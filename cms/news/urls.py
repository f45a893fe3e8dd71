"""Addresses of news, below the page that lists it."""

from django.urls import path

from cms.news.views import public, sending, team

app_name = "news"
urlpatterns = [
    path("feed.atom", public.atom, name="atom"),
    path("send/", sending.SendNewsView.as_view(), name="send"),
    path("sent/", sending.SentView.as_view(), name="sent"),
    path("manage/", team.NewsListView.as_view(), name="manage"),
    path("manage/new/", team.NewNewsView.as_view(), name="new"),
    path("manage/<int:pk>/", team.NewsItemView.as_view(), name="manage_item"),
    path("manage/<int:pk>/edit/", team.EditNewsView.as_view(), name="edit"),
    path("manage/<int:pk>/publish/", team.PublishView.as_view(), name="publish"),
    path("manage/<int:pk>/refuse/", team.RefuseView.as_view(), name="refuse"),
    path("manage/<int:pk>/take-down/", team.TakeDownView.as_view(), name="take_down"),
    path("<int:pk>/<slug:slug>/", public.NewsItemView.as_view(), name="item"),
]
