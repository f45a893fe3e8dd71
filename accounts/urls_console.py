"""Addresses of this app on the platform's host: all but signing up."""

from django.urls import path

from accounts.views import account, ledger, passwords, sign_in, sign_up, team

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
    path("ledger/", ledger.LedgerView.as_view(), name="ledger"),
    path("ledger/ledger.csv", ledger.LedgerCsvView.as_view(), name="ledger_csv"),
    path("ledger/check/", ledger.ChainCheckView.as_view(), name="ledger_check"),
    path("ledger/<int:number>/", ledger.LedgerEntryView.as_view(), name="ledger_entry"),
    path("team/", team.TeamView.as_view(), name="team"),
    path("team/invite/", team.InviteView.as_view(), name="invite"),
    path("team/roles/<int:pk>/end/", team.EndRoleView.as_view(), name="end_role"),
    path("team/invitations/<int:pk>/resend/", team.ResendView.as_view(), name="resend"),
    path("team/invitations/<int:pk>/withdraw/", team.WithdrawView.as_view(), name="withdraw"),
    path("team/invitations/<int:pk>/agree/", team.AgreeView.as_view(), name="agree"),
]
