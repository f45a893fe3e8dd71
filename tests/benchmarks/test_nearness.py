"""A postcode search over 5,000 services: right, served by its index, and timed in the database."""

from cms.directory.models import Location, Service
from tenants.distances import Point, distance
from tests.benchmarks.nearness import CENTRE, METRES, fill, nearest, time_in_database


def test_it_finds_what_is_near_by_an_index_and_quickly(portal):
    fill()
    found = list(nearest())
    places = Location.objects.values_list("service_at_locations__service", "latitude", "longitude")
    apart = {key: distance(CENTRE, Point(*place)) for key, *place in places}
    wanted = sorted((far, key) for key, far in apart.items() if far <= METRES)[:51]
    assert [service.pk for service in found] == [key for _far, key in wanted]
    assert all(abs(each.metres - apart[each.pk]) < 0.01 for each in found)
    assert Service.objects.near(CENTRE, METRES).count() == sum(f <= METRES for f in apart.values())

    milliseconds, plan = time_in_database()
    print(f"\n{milliseconds:.1f} ms in the database")
    assert "location_by_place" in plan, plan
