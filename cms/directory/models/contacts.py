"""How to reach a service or an organisation: posts and numbers, rather than people's names."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.directory.models.base import Entry, exactly_one
from cms.directory.models.locations import Location
from cms.directory.models.organisations import Organisation
from cms.directory.models.services import Service


class Contact(Entry):
    """Whom to ask for: a post or a team, of a service or of an organisation."""

    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="contacts"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="contacts"
    )
    name = models.CharField(_("whom to ask for"), max_length=120, blank=True)
    name_cy = models.CharField(_("whom to ask for, in Welsh"), max_length=120, blank=True)
    title = models.CharField(_("post"), max_length=120, blank=True)
    title_cy = models.CharField(_("post, in Welsh"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("contact")
        ordering = ["name", "id"]
        constraints = [
            exactly_one("contact_of_one_thing", "service", "organisation"),
            models.CheckConstraint(
                name="contact_says_something",
                condition=~Q(name="", title="", email="", telephone=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.title or self.email or self.telephone


class Phone(Entry):
    """A telephone number of a service, of an organisation or of a place."""

    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="phones"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="phones"
    )
    location = models.ForeignKey(
        Location, models.CASCADE, null=True, blank=True, related_name="phones"
    )
    number = models.CharField(_("number"), max_length=40)
    extension = models.CharField(_("extension"), max_length=10, blank=True)
    description = models.CharField(_("what it is for"), max_length=200, blank=True)
    description_cy = models.CharField(_("what it is for, in Welsh"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("telephone number")
        ordering = ["number", "id"]
        constraints = [
            exactly_one("phone_of_one_thing", "service", "organisation", "location"),
            models.CheckConstraint(name="phone_numbered", condition=~Q(number="")),
        ]

    def __str__(self) -> str:
        return self.number
