"""Which places and languages a portal serves, kept up to date by its administrator (P1)."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from accounts.models import Locality, School
from accounts.models.places import Place
from accounts.rules import can_set_places
from accounts.services import PlaceRow, set_places
from tenants.access import RuleMixin
from tenants.current import current_portal
from tenants.errors import ServiceError
from tenants.languages import offered
from tenants.services import set_languages
from theme.bilingual import WELSH

NEW_LINES = 3
"""Empty lines offered below the places that are there."""


class LanguagesForm(forms.Form):
    """Which languages the portal offers."""

    languages = forms.MultipleChoiceField(
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose English, Welsh or both."},
    )
    default_language = forms.ChoiceField(
        label="Main language", choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    name_cy = forms.CharField(
        label="Name of the portal in Welsh",
        help_text="For Welsh pages and e-mails. Without it they have the English name.",
        max_length=120,
        required=False,
    )


class PlaceFormSet(forms.BaseModelFormSet):
    """The places of one kind, each with its place in the order and a box to remove it."""

    def rows(self) -> list[PlaceRow]:
        """Return what is to be there afterwards, in order; new ones without a number come last."""
        kept = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data.get("name") and not form.cleaned_data.get("DELETE")
        ]
        kept.sort(key=lambda row: row.get("ORDER") or len(kept) + 1)
        return [
            PlaceRow(row["name"], row["id"].pk if row.get("id") else None, row.get("name_cy"))
            for row in kept
        ]


def _places(kind: type[Place], prefix: str, data: Any) -> PlaceFormSet:
    made: Any = forms.modelformset_factory(
        kind,
        fields=["name", "name_cy"] if WELSH in offered() else ["name"],
        formset=PlaceFormSet,
        extra=NEW_LINES,
        can_order=True,
        can_delete=True,
    )
    formset: PlaceFormSet = made(data, prefix=prefix, queryset=kind._default_manager.all())
    return formset


class AreaView(RuleMixin, TemplateView):
    """Three forms in the editing area, each with its own button."""

    rule = can_set_places
    template_name = "cms/admin/area.html"
    kinds: ClassVar[dict[str, type[Place]]] = {"localities": Locality, "schools": School}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the forms that were not sent just now, with what is there."""
        portal = current_portal()
        asked = {name: getattr(portal, name) for name in LanguagesForm.base_fields}
        return super().get_context_data(
            **{
                "languages": LanguagesForm(initial=asked),
                **{name: _places(kind, name, None) for name, kind in self.kinds.items()},
                **kwargs,
            }
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save the form that was sent; show what was refused with all that was typed."""
        part = request.POST.get("part", "")
        form: Any = (
            _places(self.kinds[part], part, request.POST)
            if part in self.kinds
            else LanguagesForm(request.POST)
        )
        refusals: list[str] = []
        if form.is_valid():
            try:
                self._save(part, form)
                messages.success(request, "The changes are saved.")
                return redirect("area")
            except ServiceError as error:
                refusals = list(error.messages.values())
        name = part if part in self.kinds else "languages"
        context = self.get_context_data(**{name: form, "refusals": refusals, "refused": name})
        return self.render_to_response(context)

    def _save(self, part: str, form: Any) -> None:
        actor: Any = self.request.user
        if part in self.kinds:
            set_places(actor=actor, kind=self.kinds[part], rows=form.rows())
        else:
            set_languages(actor=actor, portal=current_portal(), **form.cleaned_data)
