"""An empty view behind django-tenants' own middleware, on the portals' own database."""

from tests.benchmarks.settings_bench import *  # noqa: F403

MIDDLEWARE = ["django_tenants.middleware.main.TenantMainMiddleware"]
ROOT_URLCONF = "tests.benchmarks.reference.empty.views"
PUBLIC_SCHEMA_URLCONF = ROOT_URLCONF
