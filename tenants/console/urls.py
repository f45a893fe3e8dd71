"""Addresses of the console, on the platform's own host."""

from django.urls import path

from tenants.console import views

app_name = "console"
urlpatterns = [
    path("", views.PortalListView.as_view(), name="list"),
    path("portals/new/", views.CreateView.as_view(), name="create"),
    path("portals/<slug:slug>/", views.PortalView.as_view(), name="detail"),
    path("portals/<slug:slug>/created/", views.CreatedView.as_view(), name="created"),
    path("portals/<slug:slug>/rename/", views.RenameView.as_view(), name="rename"),
    path("portals/<slug:slug>/add-domain/", views.AddDomainView.as_view(), name="add_domain"),
    path("portals/<slug:slug>/suspend/", views.SuspendView.as_view(), name="suspend"),
    path("portals/<slug:slug>/resume/", views.ResumeView.as_view(), name="resume"),
    path("portals/<slug:slug>/close/", views.CloseView.as_view(), name="close"),
    path("portals/<slug:slug>/delete/", views.DeleteView.as_view(), name="delete"),
]
