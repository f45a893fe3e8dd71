"""What is on offer: services and the areas that they serve."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, F, Min, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Locality
from cms.directory.assurance import confirm_by, earliest_in_time, earliest_shown, shown_until
from cms.directory.models.base import Dated, Entry, Imported, once_in_source
from cms.directory.models.organisations import Organisation
from cms.directory.models.taxonomies import ServiceAttribute, TaxonomyTerm
from cms.directory.nearness import Point, in_box, metres_from
from cms.directory.rules import can_see_all_entries

OLDEST = 120
"""Years. No age limit of a service is higher."""


class ServiceQuerySet(models.QuerySet["Service"]):
    """Services by who may see them, what they offer and where."""

    def shown_on(self, day: date) -> "ServiceQuerySet":
        """Published, running, and assured recently enough to show on that day (C9)."""
        return self.filter(
            visibility=Service.Visibility.PUBLISHED,
            status__in=SHOWN_STATUSES,
            assured_on__gte=earliest_shown(day),
        )

    def shown(self) -> "ServiceQuerySet":
        """What everybody sees today."""
        return self.shown_on(timezone.localdate())

    def overdue_on(self, day: date) -> "ServiceQuerySet":
        """Published, but not confirmed for more than six months."""
        return self.filter(
            visibility=Service.Visibility.PUBLISHED, assured_on__lt=earliest_in_time(day)
        )

    def asked_about(self) -> "ServiceQuerySet":
        """Those whose providers are asked to confirm them: published, and running (C9)."""
        return self.filter(visibility=Service.Visibility.PUBLISHED, status__in=SHOWN_STATUSES)

    def due_by(self, day: date) -> "ServiceQuerySet":
        """Those that should be confirmed by a day, or should have been before it."""
        return self.filter(assured_on__lt=earliest_in_time(day + timedelta(days=1)))

    def visible_to(self, user: Any) -> "ServiceQuerySet":
        """Everything for editors; for providers what shows and their own; else what shows."""
        if can_see_all_entries(user):
            return self
        own = self.filter(organisation__in=Organisation.objects.kept_by(user))
        return self.filter(Q(pk__in=self.shown().values("pk")) | Q(pk__in=own.values("pk")))

    def with_term(self, *terms: Any) -> "ServiceQuerySet":
        """Linked to any of these terms (keys or terms)."""
        links = ServiceAttribute.objects.filter(service=OuterRef("pk"), term__in=terms)
        return self.filter(Exists(links))

    def with_code(self, taxonomy: str, *codes: str) -> "ServiceQuerySet":
        """Linked to any of the terms with these codes."""
        links = ServiceAttribute.objects.filter(
            service=OuterRef("pk"), term__taxonomy__code=taxonomy, term__code__in=codes
        )
        return self.filter(Exists(links))

    def for_ages(self, youngest: int | None, oldest: int | None) -> "ServiceQuerySet":
        """For at least one of the ages from `youngest` to `oldest`, in years; None is no limit."""
        found = self
        if youngest is not None:
            found = found.filter(Q(maximum_age__isnull=True) | Q(maximum_age__gte=youngest))
        if oldest is not None:
            found = found.filter(Q(minimum_age__isnull=True) | Q(minimum_age__lte=oldest))
        return found

    def in_locality(self, *localities: Any) -> "ServiceQuerySet":
        """Serving any of these localities, or the whole area."""
        areas = ServiceArea.objects.filter(service=OuterRef("pk"))
        return self.filter(Exists(areas.filter(locality__in=localities)) | ~Exists(areas))

    def matching(self, words: str) -> "ServiceQuerySet":
        """With all these words in the service's own texts or its organisation's name."""
        english = SearchQuery(words, config="english", search_type="websearch")
        plain = SearchQuery(words, config="simple", search_type="websearch")
        by_organisation = Organisation.objects.filter(
            Q(name__icontains=words) | Q(name_cy__icontains=words)
        )
        return self.filter(
            Q(search=english) | Q(search=plain) | Q(organisation__in=by_organisation.values("pk"))
        )

    def near(self, point: Point, metres: int) -> "ServiceQuerySet":
        """With a place within that distance; `metres` of each is how far its nearest place is.

        A place whose address is withheld counts as standing at its locality's centre.
        """
        place = "service_at_locations__location__"
        far = Min(metres_from(point, f"{place}shown_latitude", f"{place}shown_longitude"))
        near = self.filter(
            in_box(point, metres, f"{place}shown_latitude", f"{place}shown_longitude")
        )
        return near.annotate(metres=far).filter(metres__lte=metres)


class Service(Dated, Imported):
    """Something that helps parents and families, run by one organisation."""

    class Status(models.TextChoices):
        """Whether it runs: the words of Open Referral UK."""

        ACTIVE = "active", _("Running")
        TEMPORARILY_CLOSED = "temporarily closed", _("Closed for now")
        INACTIVE = "inactive", _("Not running")
        DEFUNCT = "defunct", _("Ended for good")

    class Visibility(models.TextChoices):
        """Who sees the entry."""

        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        HIDDEN = "hidden", _("Hidden")

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="services", verbose_name=_("run by")
    )
    slug = models.SlugField(_("web name"), max_length=120, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    name_cy = models.CharField(_("name in Welsh"), max_length=200, blank=True)
    description = models.TextField(_("what it is"), max_length=5000)
    description_cy = models.TextField(_("what it is, in Welsh"), max_length=5000, blank=True)
    url = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    status = models.CharField(_("state"), max_length=20, choices=Status, default=Status.ACTIVE)
    visibility = models.CharField(
        _("who sees it"), max_length=10, choices=Visibility, default=Visibility.DRAFT
    )
    alert = models.CharField(
        _("notice"), max_length=300, blank=True, help_text=_("For example: closed in August.")
    )
    alert_cy = models.CharField(_("notice in Welsh"), max_length=300, blank=True)

    minimum_age = models.PositiveSmallIntegerField(
        _("youngest"), null=True, blank=True, help_text=_("Age of the child, in years.")
    )
    maximum_age = models.PositiveSmallIntegerField(
        _("oldest"), null=True, blank=True, help_text=_("Age of the child, in years.")
    )
    eligibility = models.TextField(_("who it is for"), max_length=1000, blank=True)
    eligibility_cy = models.TextField(_("who it is for, in Welsh"), max_length=1000, blank=True)
    how_to_join = models.TextField(_("how to join"), max_length=1000, blank=True)
    how_to_join_cy = models.TextField(_("how to join, in Welsh"), max_length=1000, blank=True)
    is_free = models.BooleanField(_("free for families"), null=True, blank=True)
    fees = models.TextField(_("what it costs"), max_length=1000, blank=True)
    fees_cy = models.TextField(_("what it costs, in Welsh"), max_length=1000, blank=True)
    accreditations = models.TextField(_("accreditations"), max_length=1000, blank=True)
    accreditations_cy = models.TextField(_("accreditations, in Welsh"), max_length=1000, blank=True)
    funding = models.CharField(_("paid for by"), max_length=200, blank=True)

    assured_on = models.DateField(_("last checked"), null=True, blank=True)
    assured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    assurer_email = models.EmailField(
        _("who to ask to check it"),
        blank=True,
        help_text=_("Asked every six months whether the entry is still right. Never shown."),
    )
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    """When its provider was last asked to confirm it."""

    terms = models.ManyToManyField(TaxonomyTerm, through=ServiceAttribute, related_name="services")
    localities = models.ManyToManyField(
        Locality, through="directory.ServiceArea", related_name="services"
    )
    search = models.GeneratedField(
        expression=SearchVector("name", weight="A", config="english")
        + SearchVector("description", "eligibility", weight="B", config="english")
        + SearchVector("name_cy", weight="A", config="simple")
        + SearchVector("description_cy", "eligibility_cy", weight="B", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects: ClassVar[models.Manager["Service"]] = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["name", "id"]
        indexes = [
            GinIndex(fields=["search"], name="service_search"),
            models.Index(fields=["name", "id"], name="service_by_name"),
            models.Index(fields=["visibility", "assured_on"], name="service_by_assurance"),
        ]
        constraints = [
            models.CheckConstraint(
                name="service_named_and_described", condition=~Q(name="") & ~Q(description="")
            ),
            models.CheckConstraint(
                name="service_status_known",
                condition=Q(status__in=["active", "temporarily closed", "inactive", "defunct"]),
            ),
            models.CheckConstraint(
                name="service_visibility_known",
                condition=Q(visibility__in=["draft", "published", "hidden"]),
            ),
            models.CheckConstraint(
                name="service_ages_in_order",
                condition=Q(minimum_age__isnull=True)
                | Q(maximum_age__isnull=True)
                | Q(minimum_age__lte=F("maximum_age")),
                violation_error_message=_("The youngest age is higher than the oldest."),
            ),
            models.CheckConstraint(
                name="service_ages_sensible",
                condition=(Q(minimum_age__isnull=True) | Q(minimum_age__lte=OLDEST))
                & (Q(maximum_age__isnull=True) | Q(maximum_age__lte=OLDEST)),
                violation_error_message=_("Check the ages: they are in years."),
            ),
            models.CheckConstraint(
                name="service_published_is_assured",
                condition=~Q(visibility="published") | Q(assured_on__isnull=False),
                violation_error_message=_("Say when the entry was last checked before it shows."),
            ),
            once_in_source("service_once_in_source"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def confirm_by(self) -> date | None:
        """The last day on which the entry is not overdue."""
        return confirm_by(self.assured_on) if self.assured_on else None

    @property
    def shown_until(self) -> date | None:
        """The last day on which the entry shows unless it is confirmed."""
        return shown_until(self.assured_on) if self.assured_on else None

    @property
    def is_overdue(self) -> bool:
        """Whether its provider should have confirmed it by today."""
        return self.confirm_by is None or self.confirm_by < timezone.localdate()

    @property
    def is_in_time(self) -> bool:
        """Whether it was confirmed within the last six months."""
        return not self.is_overdue

    @property
    def is_shown(self) -> bool:
        """Whether everybody sees it today."""
        return (
            self.visibility == self.Visibility.PUBLISHED
            and self.status in SHOWN_STATUSES
            and self.shown_until is not None
            and self.shown_until >= timezone.localdate()
        )


SHOWN_STATUSES = (Service.Status.ACTIVE, Service.Status.TEMPORARILY_CLOSED)


class ServiceArea(Entry):
    """A locality that a service is for. A service without any is for the whole area."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="areas")
    locality = models.ForeignKey(Locality, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["locality__order", "id"]
        constraints = [
            models.UniqueConstraint(name="service_area_once", fields=["service", "locality"]),
        ]

    def __str__(self) -> str:
        return str(self.locality)
