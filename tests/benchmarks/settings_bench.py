"""Settings of the servers under measurement: the installation's own, on a database of the bench.

`BENCH_DATABASE` names the database; `BENCH_PAGE_CACHE=0` keeps no pages.
"""

from config.settings import *  # noqa: F403
from config.settings import CACHES, DATABASES, env

DATABASES["default"]["NAME"] = env.text("BENCH_DATABASE", "casement")
if not env.flag("BENCH_PAGE_CACHE", default=True):
    CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache", "TIMEOUT": 3600}
