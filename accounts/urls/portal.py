"""Addresses of this app in a portal."""

from django.urls import path

from accounts.urls.console import urlpatterns as shared
from accounts.urls.notifications import urlpatterns as notifications
from accounts.views import invitations, inviting_many, sign_up

app_name = "accounts"
urlpatterns = [
    *shared,
    *notifications,
    path("sign-up/", sign_up.SignUpView.as_view(), name="sign_up"),
    path("sign-up/check-your-mail/", sign_up.SignUpSentView.as_view(), name="sign_up_sent"),
    path("team/invite/many/", inviting_many.InviteManyView.as_view(), name="invite_many"),
    path(
        "team/invitations/resend-expired/",
        invitations.ResendExpiredView.as_view(),
        name="resend_expired",
    ),
]
