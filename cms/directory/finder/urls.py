"""Addresses of the finder, below the page that finds services."""

from django.urls import path

from cms.directory.finder.views import own_list, public, wrong

app_name = "finder"
urlpatterns = [
    path("list/", own_list.ListView.as_view(), name="own_list"),
    path("list/add/", own_list.AddView.as_view(), name="add"),
    path("list/remove/", own_list.RemoveView.as_view(), name="remove"),
    path("list/clear/", own_list.ClearView.as_view(), name="clear"),
    path("list/mail/", own_list.MailView.as_view(), name="mail_list"),
    path("list/mailed/", own_list.MailedView.as_view(), name="list_mailed"),
    path("list/shared/", own_list.SharedListView.as_view(), name="shared_list"),
    path("organisation/<uuid:pk>/", public.OrganisationView.as_view(), name="organisation"),
    path("<uuid:pk>/", public.ServiceView.as_view(), name="service"),
    path("<uuid:pk>/share/", public.ShareView.as_view(), name="share"),
    path("<uuid:pk>/code.svg", public.code, name="code"),
    path("<uuid:pk>/wrong/", wrong.WrongView.as_view(), name="wrong"),
    path("<uuid:pk>/wrong/sent/", wrong.WrongSentView.as_view(), name="wrong_sent"),
]
