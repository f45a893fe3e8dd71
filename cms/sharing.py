"""Sharing a section: giving somebody a role for a page and all below it (A2)."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.models import Page

from accounts.forms.team import EndDayMixin, StartDayMixin
from accounts.models import RoleGrant, User
from accounts.roles import ROLES
from accounts.rules import can_share
from accounts.scopes import label_of
from accounts.services import give_role, invite_person
from cms.page_map import HOME_DEPTH
from cms.sections import SECTION_ROLES, section_of
from cms.shares import shares_of
from tenants.access import RuleMixin
from tenants.errors import ServiceError

ONE_OF_THEM = "Choose a person of the team, or enter an e-mail address."


def _day(label: str, help_text: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, help_text=help_text)


class SharingForm(StartDayMixin, EndDayMixin):
    """Whom, which role, from when, until when, why."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        label="Person of the team",
        required=False,
        empty_label="Somebody else, by e-mail",
    )
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        max_length=254,
        help_text="Of somebody who is not in the list. We send an invitation.",
        error_messages={"invalid": "Enter an e-mail address, like name@example.org."},
    )
    role = forms.ChoiceField(
        label="Role",
        choices=[
            (slug, f"{ROLES[slug].title}. {ROLES[slug].description}") for slug in SECTION_ROLES
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role."},
    )
    starts_at = _day("First day", "Leave it empty to start now.")
    ends_at = _day("Last day", "Leave it empty for no end.")
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=200,
        help_text="It is kept in the ledger.",
        error_messages={"max_length": "The reason must be 200 characters or fewer."},
    )

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = RoleGrant.objects.of_team().ending_after(timezone.now()).of_usable_people()
        people = User.objects.filter(pk__in=team.values("user")).exclude(pk=giver.pk)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One person is needed, by name or by address; an invitation cannot start later."""
        cleaned: dict[str, Any] = super().clean() or {}
        person, email = cleaned.get("person"), cleaned.get("email")
        if bool(person) == bool(email) and "email" not in self.errors:
            self.add_error("person", ONE_OF_THEM)
        elif email and cleaned.get("starts_at"):
            words = "An invitation starts when it is accepted. Leave the first day empty."
            self.add_error("starts_at", words)
        return cleaned


class SharingView(RuleMixin, FormView[SharingForm]):
    """Who may edit a page and all below it; a form to give that to somebody."""

    rule = can_share
    form_class = SharingForm
    template_name = "cms/admin/sharing.html"

    @cached_property
    def page(self) -> Page:
        """The page that the address names."""
        return get_object_or_404(Page, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it; above the home pages is the whole portal, which the team's page is for."""
        if self.page.depth < HOME_DEPTH:
            return redirect("accounts:team")
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who gives."""
        return super().get_form_kwargs() | {"giver": self.request.user}

    def get_success_url(self) -> str:
        """Return this address."""
        return reverse("sharing", args=[self.page.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the roles that count here."""
        return super().get_context_data(
            page=self.page,
            section=label_of(section_of(self.page)),
            shares=shares_of(self.page),
            here=self.get_success_url(),
            **kwargs,
        )

    def form_valid(self, form: SharingForm) -> HttpResponse:
        """Give the role or send the invitation; show what was refused."""
        try:
            done = self._share(**form.cleaned_data)
        except ServiceError as error:
            error.add_to(form)
            return self.form_invalid(form)
        messages.success(self.request, done)
        return super().form_valid(form)

    def _share(
        self, *, person: User | None, email: str, starts_at: datetime | None, **terms: Any
    ) -> str:
        giver: Any = self.request.user
        scope = section_of(self.page)
        if person is None:
            invite_person(actor=giver, email=email, scope=scope, **terms)
            return f"The invitation is on its way to {email}."
        give_role(actor=giver, person=person, scope=scope, starts_at=starts_at, **terms)
        return f"{person} has the role from {'then' if starts_at else 'now'} on."
