"""What a provider does besides writing: confirms, ends a service, follows and withdraws."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from cms.directory.models import ProposedChange
from cms.directory.providers.forms import EndForm
from cms.directory.providers.listing import is_confirmable
from cms.directory.providers.views.editing import edit_url
from cms.directory.providers.views.frame import Act, OfChange, OfService
from cms.directory.rules import can_pass_changes, can_propose_change
from cms.directory.services import assure_services, propose_end, withdraw_change
from cms.directory.values.differences import differences
from cms.directory.values.reading import values_of
from cms.directory.values.shape import SHAPES
from cms.directory.values.words import facts
from tenants.errors import ServiceError

NAMES = ("name", "name_cy")
"""Stand in the heading."""


class ConfirmView(OfService, TemplateView):
    """Shows an entry as it stands, with the button that says that everything in it is right."""

    template_name = "directory/entries/check.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the word for it."""
        try:
            assure_services(actor=request.user, keys=[self.service.pk])
        except ServiceError as error:
            messages.error(request, str(error))
        else:
            words = _("Thank you. “%(name)s” counts as checked today.")
            messages.success(request, words % {"name": self.service.said("name")})
        return redirect(self.home_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add all that the entry says."""
        kind = ProposedChange.Kind.SERVICE
        names = [name for name in SHAPES[kind].names if name not in (*NAMES, "new_places")]
        return super().get_context_data(
            title=_("Is everything in “%(name)s” right?") % {"name": self.service.said("name")},
            service=self.service,
            facts=facts(kind, names, values_of(self.service)),
            may_confirm=is_confirmable(self.service),
            may_end=can_propose_change(self.request.user, self.organisation),
            **kwargs,
        )


class EndServiceView(OfService, FormView[Any]):
    """A service has ended."""

    rule = can_propose_change
    form_class = EndForm
    template_name = "directory/entries/end.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the service."""
        name = self.service.said("name")
        return super().get_context_data(
            title=_("Has “%(name)s” ended?") % {"name": name},
            service=self.service,
            cancel_url=self.home_url(),
            **kwargs,
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Propose it."""
        try:
            propose_end(actor=self.request.user, service=self.service, **form.cleaned_data)
        except ServiceError as error:
            error.add_to(form)
            return self.form_invalid(form)
        messages.success(
            self.request, _("Thank you. It no longer shows as soon as somebody has passed this.")
        )
        return redirect(self.home_url())


class ChangeView(OfChange, TemplateView):
    """A proposed change: what it changes, and what became of it."""

    template_name = "directory/entries/change.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the differences."""
        change, user = self.change, self.request.user
        waits = change.state == ProposedChange.State.WAITING
        return super().get_context_data(
            title=change.label,
            change=change,
            differences=differences(change.kind, change.before, change.values),
            is_new=not change.before,
            may_change=waits and can_propose_change(user, change.organisation),
            may_pass=waits and can_pass_changes(user),
            edit_url=edit_url(change),
            **kwargs,
        )


class WithdrawView(OfChange, Act):
    """Takes a change back."""

    done = gettext_lazy("The change is withdrawn. The entry stays as it is.")

    def act(self) -> None:
        """Withdraw it."""
        withdraw_change(actor=self.request.user, change=self.change)

    def next_url(self) -> str:
        """Lead to the change."""
        return reverse("entries:change", args=[self.change.pk])
