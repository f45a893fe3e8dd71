"""Addresses of the platform's own host: the operator's console."""

from django.urls import include, path

urlpatterns = [
    path("", include("tenants.urls")),
    path("", include("accounts.urls.console")),
    path("mail/", include("accounts.urls.mail")),
    path("", include("tenants.console.urls")),
]

handler404 = "tenants.errors.not_found"
handler403 = "tenants.errors.forbidden"
handler500 = "tenants.errors.server_error"
