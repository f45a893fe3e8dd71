"""Addresses of a portal. Modules are included as strings, so composing them adds no import."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import authenticate_with_password

from cms import views
from cms.videos import video
from config.environment import flag
from tenants.modules import all_modules

urlpatterns = [
    path("", include("tenants.urls")),
    path("", include("accounts.urls.portal")),
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
    # Wagtail sends visitors there who ask for a page that is not for everybody.
    path(
        "_util/login/",
        RedirectView.as_view(pattern_name="accounts:sign_in", query_string=True),
        name="wagtailcore_login",
    ),
    path("", include("cms.site_urls")),
    path("", include("cms.letter_urls")),
    path("", include("cms.editing.public_urls")),
    path("videos/<int:page>/<uuid:block>/", video, name="video"),
    path("charts/<int:page>/<uuid:block>.svg", views.chart, name="chart"),
    path("open-referral/", include("cms.directory.api.urls")),
    path("entries/", include("cms.directory.providers.urls")),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("services/", include("cms.directory.finder.urls")),
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
