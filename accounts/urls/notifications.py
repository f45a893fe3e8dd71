"""Addresses of notifications, in portals only: operators have none."""

from django.urls import path

from accounts.views import notifications as views
from accounts.views import unsubscribe

urlpatterns = [
    path("notifications/", views.NotificationsView.as_view(), name="notifications"),
    path("notifications/read/", views.MarkAllReadView.as_view(), name="notifications_read"),
    path("notifications/<int:pk>/", views.OpenNotificationView.as_view(), name="notification"),
    path(
        "account/notifications/",
        views.NotificationChoicesView.as_view(),
        name="notification_choices",
    ),
    path("account/notifications/resume/", views.ResumeMailView.as_view(), name="resume_mail"),
    path("unsubscribe/<str:token>/", unsubscribe.UnsubscribeView.as_view(), name="unsubscribe"),
    path(
        "unsubscribe/<str:token>/done/",
        unsubscribe.UnsubscribedView.as_view(),
        name="unsubscribed",
    ),
]
