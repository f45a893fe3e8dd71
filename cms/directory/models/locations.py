"""Where services are: places, and which service is at which."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from accounts.models import Locality
from cms.directory.models.base import Dated, Entry, Imported, once_in_source
from cms.directory.models.services import Service
from cms.directory.models.taxonomies import LocationAttribute, TaxonomyTerm
from cms.directory.nearness import Point, in_box, metres_from

ADDRESS = ("address_1", "city", "county", "postcode")
"""Parts that an address has, all of them or none: Open Referral UK asks for each."""
_ON_EARTH = {"latitude__range": (-90, 90), "longitude__range": (-180, 180)}
_NO_ADDRESS = Q(**dict.fromkeys(ADDRESS, ""))
_WHOLE_ADDRESS = ~Q(address_1="") & ~Q(city="") & ~Q(county="") & ~Q(postcode="")


def _point_or_none(prefix: str) -> Q:
    """Both degrees, on Earth, or neither: a comparison with nothing would hold for the database."""
    names = [f"{prefix}latitude", f"{prefix}longitude"]
    none, both = (Q(**{f"{name}__isnull": empty for name in names}) for empty in (True, False))
    return none | (both & Q(**{f"{prefix}{key}": value for key, value in _ON_EARTH.items()}))


class LocationQuerySet(models.QuerySet["Location"]):
    """Places by how far they are."""

    def near(self, point: Point, metres: int) -> "LocationQuerySet":
        """Within that distance; `metres` of each says how far. Withheld: its locality's centre."""
        columns = ("shown_latitude", "shown_longitude")
        near = self.filter(in_box(point, metres, *columns))
        return near.annotate(metres=metres_from(point, *columns)).filter(metres__lte=metres)

    def used_by(self, organisation: Any) -> "LocationQuerySet":
        """Where at least one service of an organisation is."""
        here = ServiceAtLocation.objects.filter(location=OuterRef("pk"))
        return self.filter(Exists(here.filter(service__organisation=organisation)))

    def used_by_alone(self, organisation: Any) -> "LocationQuerySet":
        """Where services of that organisation are and nobody else's: its own to change (C9)."""
        others = ServiceAtLocation.objects.filter(location=OuterRef("pk"))
        others = others.exclude(service__organisation=organisation)
        return self.used_by(organisation).filter(~Exists(others))


class Location(Dated, Imported):
    """A place where services are given.

    Where the address is withheld (a refuge, C9), nothing public may hold more than the locality:
    readers take `shown_latitude` and `shown_longitude`, which the database itself makes.
    """

    class Kind(models.TextChoices):
        """What sort of place: the words of Open Referral UK."""

        PHYSICAL = "physical", _("A place to go to")
        POSTAL = "postal", _("A postal address only")
        VIRTUAL = "virtual", _("Online or by telephone")

    kind = models.CharField(_("sort of place"), max_length=10, choices=Kind, default=Kind.PHYSICAL)
    name = models.CharField(_("name"), max_length=200)
    name_cy = models.CharField(_("name in Welsh"), max_length=200, blank=True)
    description = models.TextField(
        _("how to find it"), max_length=1000, blank=True, help_text=_("Entrance, parking, buses.")
    )
    description_cy = models.TextField(_("how to find it, in Welsh"), max_length=1000, blank=True)
    address_1 = models.CharField(_("address"), max_length=200, blank=True)
    city = models.CharField(_("town or city"), max_length=100, blank=True)
    county = models.CharField(_("county or area"), max_length=100, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    country = models.CharField(_("country"), max_length=2, default="GB")
    locality = models.ForeignKey(
        Locality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("locality"),
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    address_withheld = models.BooleanField(
        _("keep the address secret"),
        default=False,
        help_text=_("For a refuge. Everybody sees the locality alone."),
    )
    area_latitude = models.FloatField(null=True, blank=True, editable=False)
    area_longitude = models.FloatField(null=True, blank=True, editable=False)
    """Centre of its locality, written by the services, for places with a withheld address."""
    shown_latitude = models.GeneratedField(
        expression=Case(
            When(address_withheld=True, then=F("area_latitude")), default=F("latitude")
        ),
        output_field=models.FloatField(null=True),
        db_persist=True,
    )
    shown_longitude = models.GeneratedField(
        expression=Case(
            When(address_withheld=True, then=F("area_longitude")), default=F("longitude")
        ),
        output_field=models.FloatField(null=True),
        db_persist=True,
    )
    accessibility = models.TextField(_("access for disabled people"), max_length=1000, blank=True)
    accessibility_cy = models.TextField(
        _("access for disabled people, in Welsh"), max_length=1000, blank=True
    )
    terms = models.ManyToManyField(
        TaxonomyTerm, through=LocationAttribute, related_name="locations"
    )

    objects: ClassVar[models.Manager["Location"]] = LocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["shown_latitude", "shown_longitude"], name="location_by_place"),
        ]
        constraints = [
            models.CheckConstraint(name="location_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="location_kind_known",
                condition=Q(kind__in=["physical", "postal", "virtual"]),
            ),
            models.CheckConstraint(
                name="location_address_whole",
                condition=_NO_ADDRESS | _WHOLE_ADDRESS,
                violation_error_message=_(
                    "Give the address, the town or city, the county or area and the postcode."
                ),
            ),
            models.CheckConstraint(
                name="location_point_whole",
                condition=_point_or_none(""),
                violation_error_message=_("Give both latitude and longitude, in degrees."),
            ),
            models.CheckConstraint(
                name="location_area_whole",
                condition=_point_or_none("area_"),
            ),
            once_in_source("location_once_in_source"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_address(self) -> bool:
        """Whether there is an address at all, withheld or not."""
        return bool(self.address_1)

    @property
    def public_address(self) -> str:
        """The address on one line, as everybody may read it."""
        return ", ".join(self.address_lines)

    @property
    def address_lines(self) -> list[str]:
        """The address as everybody may read it; empty where it is withheld."""
        if self.address_withheld:
            return []
        return [line for line in (self.address_1, self.city, self.county, self.postcode) if line]


class LocalityCentre(models.Model):
    """Where the middle of a locality is: all that is said of a withheld address."""

    locality = models.OneToOneField(
        Locality, models.CASCADE, primary_key=True, related_name="directory_centre"
    )
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="locality_centre_on_earth",
                condition=Q(**_ON_EARTH),
            ),
        ]

    def __str__(self) -> str:
        return str(self.locality)


class ServiceAtLocationQuerySet(models.QuerySet["ServiceAtLocation"]):
    """Services at places by how far they are."""

    def near(self, point: Point, metres: int) -> "ServiceAtLocationQuerySet":
        """Within that distance; `metres` of each says how far. Withheld: its locality's centre."""
        columns = ("location__shown_latitude", "location__shown_longitude")
        near = self.filter(in_box(point, metres, *columns))
        return near.annotate(metres=metres_from(point, *columns)).filter(metres__lte=metres)


class ServiceAtLocation(Entry):
    """One service at one place; its opening times may differ from place to place."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="service_at_locations")
    location = models.ForeignKey(Location, models.PROTECT, related_name="service_at_locations")

    objects: ClassVar[models.Manager["ServiceAtLocation"]] = ServiceAtLocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("service at a place")
        ordering = ["location__name", "id"]
        constraints = [
            models.UniqueConstraint(
                name="service_at_location_once", fields=["service", "location"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} – {self.location}"
