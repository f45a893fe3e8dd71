"""Portals and their domains, kept in the `public` schema."""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import OpClass
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Greatest
from django.utils.crypto import get_random_string
from django_tenants.models import DomainMixin, TenantMixin

from theme.bilingual import Bilingual

SIGNING_KEY_LENGTH = 50


def new_signing_key() -> str:
    """Return a fresh key; every portal signs its links with its own."""
    return get_random_string(SIGNING_KEY_LENGTH)


def default_languages() -> list[str]:
    """English alone."""
    return ["en"]


class PortalQuerySet(models.QuerySet["Portal"]):
    """Portals by what may be done with them."""

    def serving(self) -> "PortalQuerySet":
        """Portals whose pages answer: live ones and those being set up."""
        return self.filter(status__in=[Portal.Status.LIVE, Portal.Status.SETTING_UP])

    def raise_content_version(self) -> int:
        """Make every cached public page of these portals stale; return how many portals.

        The clock is part of the version: one that a rollback or a restore has undone never returns.
        """
        return self.update(content_version=Greatest(F("content_version") + 1, _Microseconds()))


class _Microseconds(Func):
    template = "(extract(epoch from clock_timestamp()) * 1000000)::bigint"
    output_field = models.PositiveBigIntegerField()


class Portal(Bilingual, TenantMixin):
    """One service's site: its own schema, people, look and choice of modules."""

    class Kind(models.TextChoices):
        """Who hosts the portal."""

        LOCAL_AUTHORITY = "local_authority", "Local authority"
        PRU = "pru", "Pupil Referral Unit"
        SCHOOL = "school", "Alternative-provision school"

    class Status(models.TextChoices):
        """Where a portal is in its life."""

        SETTING_UP = "setting_up", "Setting up"
        LIVE = "live", "Live"
        SUSPENDED = "suspended", "Suspended"
        CLOSED = "closed", "Closed"

    auto_create_schema = False
    auto_drop_schema = False
    is_platform = False

    slug = models.CharField("web name", max_length=40, unique=True)
    name = models.CharField(max_length=120)
    name_cy = models.CharField("name in Welsh", max_length=120, blank=True)
    short_name = models.CharField(max_length=30)
    kind = models.CharField(max_length=20, choices=Kind)
    status = models.CharField(max_length=12, choices=Status, default=Status.LIVE)
    status_message = models.CharField(
        max_length=300, blank=True, help_text="Shown to visitors while the portal is suspended."
    )
    languages = models.JSONField(default=default_languages)
    default_language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="en")
    modules = models.JSONField(default=list, blank=True)
    theme = models.JSONField(default=dict, blank=True)

    contact_email = models.EmailField("e-mail address", blank=True)
    contact_telephone = models.CharField("telephone", max_length=40, blank=True)
    contact_address = models.TextField(
        "postal address", blank=True, validators=[MaxLengthValidator(500)]
    )
    contact_address_cy = models.TextField(
        "postal address in Welsh", blank=True, validators=[MaxLengthValidator(500)]
    )
    contact_hours = models.CharField("opening hours", max_length=200, blank=True)
    contact_hours_cy = models.CharField("opening hours in Welsh", max_length=200, blank=True)

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    signing_key = models.CharField(max_length=64, default=new_signing_key, editable=False)
    content_version = models.PositiveBigIntegerField(default=1, editable=False)
    migrated_to = models.CharField(
        max_length=64, editable=False, help_text="Fingerprint of the migrations its schema has."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PortalQuerySet.as_manager()

    class Meta:
        ordering = ["name", "slug"]
        constraints = [
            models.CheckConstraint(
                name="portal_slug_well_formed",
                condition=Q(slug__regex=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"),
            ),
            models.CheckConstraint(
                name="portal_has_a_name", condition=~Q(name="") & ~Q(short_name="")
            ),
            models.CheckConstraint(
                name="portal_kind_known",
                condition=Q(kind__in=["local_authority", "pru", "school"]),
            ),
            models.CheckConstraint(
                name="portal_closed_has_a_date",
                condition=~Q(status="closed") | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """Its name in the language in hand."""
        return self.said("name")

    @property
    def primary_domain(self) -> str:
        """The host that the portal's own links use."""
        host: str = getattr(self, "_primary_domain", "")
        if not host:
            host = self.domains.get(is_primary=True).domain
            self._primary_domain = host
        return host

    def url(self, path: str = "/") -> str:
        """Return the full address of a path on this portal."""
        return address(self.primary_domain, path)

    def has_module(self, slug: str) -> bool:
        """Whether the module is switched on here."""
        return slug in self.modules


class Domain(DomainMixin):
    """A host that a portal answers to; one of them is primary."""

    class Meta:
        ordering = ["-is_primary", "domain"]
        constraints = [
            models.UniqueConstraint(
                name="portal_one_primary_domain", fields=["tenant"], condition=Q(is_primary=True)
            ),
            models.CheckConstraint(
                name="domain_small_letters", condition=Q(domain__regex=r"^[a-z0-9.-]+$")
            ),
        ]


class PortalTemplate(models.Model):
    """The dump from which portals of one kind are made; `base` is the bare migrated schema."""

    kind = models.CharField(max_length=20, unique=True)
    fingerprint = models.CharField(max_length=64)
    script = models.TextField()
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.kind


class SpareSchema(models.Model):
    """A schema with starter content that waits for the next portal of its kind."""

    schema_name = models.CharField(max_length=63, unique=True)
    kind = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.schema_name


class Postcode(models.Model):
    """Where a postcode unit is: the gazetteer that all portals share (C8)."""

    unit = models.CharField(max_length=8, primary_key=True)
    """As `tenants.postcodes.normalised` writes it, such as `PL4 8AA`."""
    latitude = models.FloatField()
    longitude = models.FloatField()
    district = models.CharField(max_length=9, blank=True)
    """Code of the local authority (ONS), such as `E06000026`."""
    ward = models.CharField(max_length=9, blank=True)
    is_sample = models.BooleanField(default=False)
    """Of the small list that ships with demonstrations: near enough, and not official."""

    class Meta:
        ordering = ["unit"]
        indexes = [
            models.Index(OpClass("unit", name="varchar_pattern_ops"), name="postcode_by_beginning"),
        ]
        constraints = [
            models.CheckConstraint(
                name="postcode_well_formed",
                condition=Q(unit__regex=r"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$"),
            ),
            models.CheckConstraint(
                name="postcode_on_earth",
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    def __str__(self) -> str:
        return self.unit


def address(host: str, path: str = "/") -> str:
    """Return the full address of a path on a host of this installation."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    return f"{settings.PUBLIC_SCHEME}://{host}{port}{path}"
