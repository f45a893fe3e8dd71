"""Forms of the directory's registers: shape alone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from cms.directory.models import Location, Service, ServiceAtLocation, Taxonomy
from cms.directory.providers.rows import checked_postcode
from cms.directory.services import place_location
from cms.directory.values.writing import free_slug


class ServiceForm(WagtailAdminModelForm):
    """A service with its places; its web name is made of its name, once."""

    locations = forms.ModelMultipleChoiceField(
        queryset=Location.objects.all(),
        required=False,
        label=gettext_lazy("Places"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["terms"].required = self.fields["localities"].required = False
        terms: Any = self.fields["terms"]
        terms.choices = terms_by_taxonomy()
        if not self.instance._state.adding:
            places = self.instance.service_at_locations.values_list("location_id", flat=True)
            self.fields["locations"].initial = list(places)

    def save(self, commit: bool = True) -> Service:
        """Give a new service its web name, and save."""
        service: Service = self.instance
        if not service.slug:
            service.slug = free_slug(service.name)
        saved: Service = super().save(commit)
        return saved

    def _save_m2m(self) -> None:
        """Keep the places that stay, with their opening times."""
        super()._save_m2m()
        wanted = set(self.cleaned_data["locations"])
        there = self.instance.service_at_locations.select_related("location")
        kept = {each.location for each in there if each.location in wanted}
        there.exclude(location__in=kept).delete()
        for place in wanted - kept:
            ServiceAtLocation.objects.create(service=self.instance, location=place)


class LocationForm(WagtailAdminModelForm):
    """A place: its point comes from its postcode unless somebody gives it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["terms"].required = False

    def clean_postcode(self) -> str:
        """Write the postcode as everybody does."""
        return checked_postcode(self.cleaned_data["postcode"])

    def save(self, commit: bool = True) -> Location:
        """Save through the service, which keeps the rule of withheld addresses."""
        if not commit:
            unsaved: Location = super().save(commit=False)
            return unsaved
        place = place_location(actor=self.for_user, location=self.instance)
        self._save_m2m()
        return place


def terms_by_taxonomy() -> list[tuple[str, list[tuple[Any, str]]]]:
    """Return the terms to tick, below the name of their taxonomy."""
    found = Taxonomy.objects.prefetch_related("terms")
    return [
        (each.name, [(term.pk, term.name) for term in each.terms.all()])
        for each in found
        if each.terms.all()
    ]
