"""Addresses of the providers' area, and of whoever passes what they propose."""

from django.urls import path

from cms.directory.importing import views as importing
from cms.directory.providers.views import acts, confirming, editing, moderation, own, reports

app_name = "entries"
urlpatterns = [
    path("", own.OwnEntriesView.as_view(), name="own"),
    path(
        "organisations/<uuid:organisation>/",
        own.OrganisationView.as_view(),
        name="organisation",
    ),
    path(
        "organisations/<uuid:organisation>/edit/",
        editing.EditOrganisationView.as_view(),
        name="edit_organisation",
    ),
    path(
        "organisations/<uuid:organisation>/new-service/",
        editing.NewServiceView.as_view(),
        name="new_service",
    ),
    path(
        "organisations/<uuid:organisation>/places/<uuid:key>/",
        editing.EditPlaceView.as_view(),
        name="edit_place",
    ),
    path("services/<uuid:key>/", editing.EditServiceView.as_view(), name="edit_service"),
    path("services/<uuid:key>/confirm/", acts.ConfirmView.as_view(), name="confirm"),
    path("services/<uuid:key>/end/", acts.EndServiceView.as_view(), name="end_service"),
    path("confirm/<str:token>/", confirming.ConfirmByLinkView.as_view(), name="confirm_by_link"),
    path("changes/<uuid:key>/", acts.ChangeView.as_view(), name="change"),
    path("changes/<uuid:key>/edit/", editing.EditChangeView.as_view(), name="edit_change"),
    path("changes/<uuid:key>/withdraw/", acts.WithdrawView.as_view(), name="withdraw"),
    path("reports/<uuid:key>/", reports.ReportView.as_view(), name="report"),
    path(
        "reports/<uuid:key>/answer/",
        reports.AnswerReportView.as_view(),
        name="answer_report",
    ),
    path("moderate/", moderation.ChangesView.as_view(), name="moderate"),
    path("moderate/<uuid:key>/", moderation.ModerateChangeView.as_view(), name="moderate_change"),
    path("moderate/<uuid:key>/accept/", moderation.AcceptView.as_view(), name="accept"),
    path("moderate/<uuid:key>/refuse/", moderation.RefuseView.as_view(), name="refuse"),
    path("moderate/<uuid:key>/correct/", moderation.CorrectView.as_view(), name="correct"),
    path("import/", importing.ImportView.as_view(), name="import"),
    path("import/template.csv", importing.EmptyTableView.as_view(), name="import_template"),
    path("import/<uuid:key>/", importing.ImportListView.as_view(), name="import_list"),
    path(
        "import/<uuid:key>/confirm/",
        importing.ConfirmImportView.as_view(),
        name="confirm_import",
    ),
    path("import/<uuid:key>/leave/", importing.LeaveImportView.as_view(), name="leave_import"),
    path("import/<uuid:key>/report.csv", importing.ReportView.as_view(), name="import_report"),
    path("services.csv", importing.ExportView.as_view(), name="export"),
]
