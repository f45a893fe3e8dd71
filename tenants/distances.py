"""Distances on the globe in metres, without a map server. Pure."""

from math import asin, cos, degrees, radians, sin, sqrt
from typing import NamedTuple

EARTH_RADIUS = 6_371_008.8
"""Metres: the mean radius of the WGS 84 ellipsoid."""


class Point(NamedTuple):
    """A place in degrees of WGS 84."""

    latitude: float
    longitude: float


class Box(NamedTuple):
    """All between two parallels and two meridians, in degrees."""

    south: float
    north: float
    west: float
    east: float


def distance(one: Point, other: Point) -> float:
    """Return the great-circle distance in metres (haversine)."""
    south, north = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(across / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(half)))


def box_around(point: Point, metres: float) -> Box:
    """Return a box that holds everything within that distance; ValueError near a pole."""
    reach = metres / EARTH_RADIUS
    latitude = radians(point.latitude)
    if abs(latitude) + reach >= radians(89):
        raise ValueError("No box of meridians holds a circle around a pole.")
    # The circle's easternmost point lies nearer the pole than its centre.
    across = degrees(asin(min(1.0, sin(min(reach, 1.57)) / cos(latitude))))
    up = degrees(reach)
    return Box(
        point.latitude - up, point.latitude + up, point.longitude - across, point.longitude + across
    )
