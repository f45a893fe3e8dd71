"""Who runs services."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.directory.models.base import Dated, Entry, Imported, once_in_source
from cms.directory.rules import PROVIDER


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations by who keeps them."""

    def kept_by(self, user: Any) -> "OrganisationQuerySet":
        """Those whose entries a provider keeps: all of them without a scope (C9)."""
        if not (user and user.is_authenticated):
            return self.none()
        if user.has_role(PROVIDER):
            return self
        return self.filter(pk__in=[key for _kind, key in user.scopes_of(PROVIDER)])


class Organisation(Dated, Imported):
    """An authority, school, charity, health board, company or group that runs services."""

    name = models.CharField(_("name"), max_length=200)
    name_cy = models.CharField(_("name in Welsh"), max_length=200, blank=True)
    description = models.TextField(_("what it is"), max_length=2000)
    description_cy = models.TextField(_("what it is, in Welsh"), max_length=2000, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    website = models.URLField(_("website"), blank=True)
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="branches",
        verbose_name=_("part of"),
    )

    objects: ClassVar[models.Manager["Organisation"]] = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                name="organisation_named_and_described",
                condition=~Q(name="") & ~Q(description=""),
            ),
            models.CheckConstraint(
                name="organisation_not_part_of_itself", condition=~Q(parent=F("id"))
            ),
            once_in_source("organisation_once_in_source"),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationIdentifier(Entry):
    """A number in a public register, such as a charity's."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("register's code"), max_length=40, blank=True)
    """Code of the register in org-id.guide, such as `GB-CHC`."""
    kind = models.CharField(_("register"), max_length=80)
    identifier = models.CharField(_("number"), max_length=80)

    class Meta:
        verbose_name = _("number in a register")
        ordering = ["kind", "identifier"]
        constraints = [
            models.UniqueConstraint(
                name="organisation_identifier_once", fields=["organisation", "kind", "identifier"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.identifier}"
