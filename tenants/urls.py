"""Addresses that portals and the platform share: health, brand, uploads."""

from django.urls import path

from tenants import brand_views, health, policy_reports
from tenants.media import media

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("brand/<slug:mark>.css", brand_views.stylesheet_view, name="brand_css"),
    path("brand/icon.svg", brand_views.icon, name="brand_icon"),
    path("brand/emblem.svg", brand_views.emblem, name="brand_emblem"),
    path("favicon.ico", brand_views.favicon, name="favicon"),
    path("csp-report/", policy_reports.csp_report, name="csp_report"),
    path("media/<path:path>", media, name="media"),
]
