"""Addresses of a portal. Modules are included as strings, so composing them adds no import."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import authenticate_with_password

from cms import views
from config.environment import flag
from tenants.modules import all_modules

urlpatterns = [
    path("", include("tenants.urls")),
    path("", include("accounts.urls")),
    # One way in: Wagtail's own sign-in is not used.
    path("admin/login/", RedirectView.as_view(pattern_name="accounts:sign_in", query_string=True)),
    path("admin/account/", RedirectView.as_view(pattern_name="accounts:account")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path("search/", views.search, name="search"),
    path("charts/<int:page>/<uuid:block>.svg", views.chart, name="chart"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("events/", include("cms.events.urls")),
    path("news/", include("cms.news.urls")),
    *(path(f"{module.prefix}/", include(module.urls)) for module in all_modules()),
]
if flag("CASEMENT_DEMONSTRATION"):
    urlpatterns.append(path("", include("theme.urls")))
urlpatterns += [
    re_path(r"^((?:[\w\-]+/)*)$", views.serve_page, name="wagtail_serve"),
]

handler404 = views.not_found
handler403 = views.forbidden
handler500 = "tenants.errors.server_error"
