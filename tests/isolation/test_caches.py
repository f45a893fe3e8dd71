"""Caches: the same key in two portals is two entries, in every cache that is configured."""

import pytest
from django.conf import settings
from django.core.cache import caches

from tenants.content_version import public_content_changed
from tenants.current import portal_context
from tenants.models import Portal
from tenants.platform import PLATFORM


@pytest.fixture(params=sorted(settings.CACHES))
def cache(request):
    """Each cache of the settings."""
    return caches[request.param]


@pytest.fixture
def places(north, south):
    """Both portals and the platform, at the same version of their content."""
    north.content_version = south.content_version = PLATFORM.content_version
    return [north, south, PLATFORM]


def test_a_key_of_one_portal_is_not_found_in_another(cache, places):
    for place in places:
        with portal_context(place):
            assert cache.get("key") is None
            assert "key" not in cache
            cache.set("key", place.name)

    for place in places:
        with portal_context(place):
            assert cache.get("key") == place.name
            assert cache.get_many(["key"]) == {"key": place.name}


def test_deleting_and_counting_stay_inside_the_portal(cache, north, south):
    for portal in (north, south):
        with portal_context(portal):
            cache.set("count", 1)
            cache.set_many({"gone": 1})
    with portal_context(north):
        cache.incr("count")
        cache.delete_many(["gone"])

    with portal_context(south):
        assert cache.get_many(["count", "gone"]) == {"count": 1, "gone": 1}
    with portal_context(north):
        assert cache.get_many(["count", "gone"]) == {"count": 2}


def test_adding_and_touching_do_not_see_the_others_entry(cache, north, south):
    with portal_context(north):
        cache.set("key", "north")
    with portal_context(south):
        assert not cache.touch("key", 1)
        assert cache.add("key", "south")
        assert cache.get_or_set("key", "other") == "south"


def test_a_raised_content_version_stales_the_portals_own_pages_alone(north, south):
    pages = caches["pages"]
    for portal in (north, south):
        with portal_context(portal):
            pages.set("page", portal.name)
    with portal_context(north):
        public_content_changed()

    for portal, kept in ((north, None), (south, "South Parents")):
        with portal_context(Portal.objects.get(pk=portal.pk)):
            assert pages.get("page") == kept


def test_what_is_kept_for_long_does_not_depend_on_the_content_version(north):
    for name in ("default", "renditions"):
        with portal_context(north):
            caches[name].set("key", "kept")
            public_content_changed()
        with portal_context(Portal.objects.get(pk=north.pk)):
            assert caches[name].get("key") == "kept"
