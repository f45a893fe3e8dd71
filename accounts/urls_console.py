"""Addresses of this app on the platform's host: all but signing up."""

from django.urls import path

from accounts.views import account, invitations, passwords, people, sign_in, sign_up, team

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.SignInView.as_view(), name="sign_in"),
    path("sign-out/", sign_in.SignOutView.as_view(), name="sign_out"),
    path("sign-out/done/", sign_in.SignedOutView.as_view(), name="signed_out"),
    path("new-password/", passwords.PasswordResetView.as_view(), name="password_reset"),
    path(
        "new-password/check-your-mail/",
        passwords.PasswordResetSentView.as_view(),
        name="password_reset_sent",
    ),
    path("new-password/done/", passwords.PasswordDoneView.as_view(), name="password_done"),
    path(
        "new-password/<uuid:uuid>/<str:token>/",
        passwords.NewPasswordView.as_view(),
        name="password_new",
    ),
    path("confirm/<str:token>/", sign_up.ConfirmEmailView.as_view(), name="confirm_email"),
    path(
        "invitation/<str:token>/",
        sign_up.AcceptInvitationView.as_view(),
        name="accept_invitation",
    ),
    path("account/", account.AccountView.as_view(), name="account"),
    path("account/details/", account.ProfileView.as_view(), name="profile"),
    path("account/password/", passwords.ChangePasswordView.as_view(), name="password_change"),
    path("account/roles/<int:pk>/leave/", people.LeaveRoleView.as_view(), name="leave_role"),
    path("team/", team.TeamView.as_view(), name="team"),
    path("team/export/", team.ExportView.as_view(), name="team_export"),
    path("team/invite/", invitations.InviteView.as_view(), name="invite"),
    path("team/people/<uuid:uuid>/", people.PersonView.as_view(), name="person"),
    path("team/people/<uuid:uuid>/give/", people.GiveRoleView.as_view(), name="give_role"),
    path("team/people/<uuid:uuid>/suspend/", people.SuspendView.as_view(), name="suspend"),
    path("team/people/<uuid:uuid>/restore/", people.RestoreView.as_view(), name="restore"),
    path(
        "team/people/<uuid:uuid>/end-sessions/",
        people.EndSessionsView.as_view(),
        name="end_sessions_of",
    ),
    path("team/roles/<int:pk>/end/", team.EndRoleView.as_view(), name="end_role"),
    path("team/roles/<int:pk>/until/", team.ChangeEndView.as_view(), name="change_role_end"),
    path("team/invitations/", invitations.InvitationsView.as_view(), name="invitations"),
    path("team/invitations/<int:pk>/resend/", invitations.ResendView.as_view(), name="resend"),
    path(
        "team/invitations/<int:pk>/withdraw/",
        invitations.WithdrawView.as_view(),
        name="withdraw",
    ),
    path("team/invitations/<int:pk>/agree/", invitations.AgreeView.as_view(), name="agree"),
]
