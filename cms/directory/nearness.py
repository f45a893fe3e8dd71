"""Distance in SQL: a box that an index serves, then the exact great-circle distance."""

from math import cos, radians

from django.db.models import F, FloatField, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt

from tenants.distances import EARTH_RADIUS, Point, box_around

__all__ = ["FARTHEST", "Point", "in_box", "metres_from"]

FARTHEST = 200_000
"""Metres. Nobody looks for a service farther away than this."""


def metres_from(point: Point, latitude: str, longitude: str) -> Combinable:
    """Return the distance of a row's place (names of its columns) from a point, in metres.

    The same formula as `tenants.distances.distance`.
    """
    across = _half_sine_squared(F(longitude), point.longitude)
    up = _half_sine_squared(F(latitude), point.latitude)
    half = up + _number(cos(radians(point.latitude))) * Cos(Radians(F(latitude))) * across
    return _number(2 * EARTH_RADIUS) * ASin(Least(_number(1), Sqrt(half)))


def in_box(point: Point, metres: int, latitude: str, longitude: str) -> Q:
    """Return a condition that holds for every row within that distance, and for a few beyond."""
    box = box_around(point, min(metres, FARTHEST))
    return Q(
        **{
            f"{latitude}__range": (box.south, box.north),
            f"{longitude}__range": (box.west, box.east),
        }
    )


def _half_sine_squared(column: F, degrees: float) -> Combinable:
    return Power(Sin((Radians(column) - _number(radians(degrees))) / _number(2)), _number(2))


def _number(value: float) -> Value:
    return Value(float(value), FloatField())
