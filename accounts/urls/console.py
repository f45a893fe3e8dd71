"""Addresses of this app on the platform's host: all but signing up."""

from django.conf import settings
from django.urls import path, re_path

from accounts.urls.demonstration import urlpatterns as demonstration
from accounts.views import (
    account,
    email_change,
    invitations,
    leaving,
    ledger,
    my_data,
    passkeys,
    passwords,
    people,
    proving,
    resets,
    sign_in,
    sign_up,
    team,
    two_factor,
    visits,
)

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.SignInView.as_view(), name="sign_in"),
    path("sign-in/check/", proving.SecondStepView.as_view(), name="second_step"),
    path(
        "sign-in/recovery-code/",
        proving.SecondStepRecoveryView.as_view(),
        name="second_step_recovery",
    ),
    path("sign-in/lost-device/", resets.LostDeviceView.as_view(), name="lost_device"),
    path("prove/", proving.ProveView.as_view(), name="prove"),
    path("prove/recovery-code/", proving.ProveRecoveryView.as_view(), name="prove_recovery"),
    path("prove/passkey/begin/", passkeys.BeginProvingView.as_view(), name="passkey_begin_proving"),
    path(
        "prove/passkey/complete/",
        passkeys.CompleteProvingView.as_view(),
        name="passkey_complete_proving",
    ),
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
    path("account/two-step/", two_factor.TwoFactorView.as_view(), name="two_factor"),
    path("account/two-step/app/", two_factor.AddAppView.as_view(), name="app_new"),
    path("account/two-step/passkey/", passkeys.AddPasskeyView.as_view(), name="passkey_new"),
    path(
        "account/two-step/passkey/begin/",
        passkeys.BeginAddingView.as_view(),
        name="passkey_begin_adding",
    ),
    path(
        "account/two-step/passkey/complete/",
        passkeys.CompleteAddingView.as_view(),
        name="passkey_complete_adding",
    ),
    path("account/two-step/codes/", two_factor.RecoveryCodesView.as_view(), name="recovery_codes"),
    path(
        "account/two-step/codes/file/",
        two_factor.RecoveryCodesFileView.as_view(),
        name="recovery_codes_file",
    ),
    re_path(
        r"^account/two-step/(?P<kind>app|passkey)/(?P<pk>[0-9]{1,18})/remove/$",
        two_factor.RemoveDeviceView.as_view(),
        name="device_remove",
    ),
    path("team/lost-devices/", resets.ResetsView.as_view(), name="resets"),
    path("team/lost-devices/ask/<uuid:uuid>/", resets.AskForResetView.as_view(), name="reset_ask"),
    path(
        "team/lost-devices/<int:pk>/agree/", resets.AgreeToResetView.as_view(), name="reset_agree"
    ),
    path(
        "team/lost-devices/<int:pk>/withdraw/",
        resets.WithdrawResetView.as_view(),
        name="reset_withdraw",
    ),
    path("account/email/", email_change.EmailChangeView.as_view(), name="email_change"),
    path(
        "account/email/withdraw/",
        email_change.EmailChangeWithdrawView.as_view(),
        name="email_change_withdraw",
    ),
    path(
        "email/confirm/<str:token>/",
        email_change.EmailChangeConfirmView.as_view(),
        name="email_change_confirm",
    ),
    path(
        "email/stop/<str:token>/",
        email_change.EmailChangeStopView.as_view(),
        name="email_change_stop",
    ),
    path("email/confirmed/", email_change.HalfConfirmedView.as_view(), name="email_half_confirmed"),
    path("email/changed/", email_change.EmailChangedView.as_view(), name="email_changed"),
    path("email/stopped/", email_change.StoppedView.as_view(), name="email_change_stopped"),
    path("account/sessions/", visits.SessionsView.as_view(), name="sessions"),
    path("account/sessions/<int:pk>/end/", visits.EndSessionView.as_view(), name="end_session"),
    path("account/sessions/end-others/", visits.EndOthersView.as_view(), name="end_others"),
    path("account/data/", my_data.MyDataView.as_view(), name="my_data"),
    path("account/data/download/", my_data.DownloadView.as_view(), name="my_data_download"),
    path("account/leave/", leaving.LeaveView.as_view(), name="leave"),
    path("account/left/", leaving.LeftView.as_view(), name="left"),
    path("ledger/", ledger.LedgerView.as_view(), name="ledger"),
    path("ledger/ledger.csv", ledger.LedgerCsvView.as_view(), name="ledger_csv"),
    path("ledger/check/", ledger.ChainCheckView.as_view(), name="ledger_check"),
    path("ledger/<int:number>/", ledger.LedgerEntryView.as_view(), name="ledger_entry"),
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
if settings.DEMONSTRATION:
    urlpatterns += demonstration
