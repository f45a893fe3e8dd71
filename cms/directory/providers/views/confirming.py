"""Confirming entries from the link in a mail, without signing in (C9)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from accounts.views.pages import link_refused
from cms.directory.models import ProposedChange, Service
from cms.directory.services.reminders import confirm_by_link, entries_of_link
from cms.directory.values.reading import values_of
from cms.directory.values.words import facts
from tenants.access import RuleMixin
from tenants.errors import ServiceError
from tenants.links import LinkRefused
from tenants.rules import anyone

SHOWN = (
    *("description", "minimum_age", "maximum_age", "eligibility", "how_to_join", "is_free"),
    *("fees", "cost_options", "schedules", "phones", "contacts", "url", "email", "status"),
)
"""What everybody reads of an entry: a link may be passed on, so it shows nothing else."""
MOST = 40
"""Entries on one page: the rest come when these are confirmed."""


@method_decorator(never_cache, name="dispatch")
class ConfirmByLinkView(RuleMixin, TemplateView):
    """The entries of a mail, each to be ticked; opening the page changes nothing."""

    rule = anyone
    template_name = "directory/entries/confirm.html"
    title = gettext_lazy("Is everything still right?")
    problem = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say why a link does not work, in words."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except LinkRefused as refused:
            return link_refused(request, refused)

    @cached_property
    def services(self) -> list[Service]:
        """The entries that are still to be confirmed."""
        return entries_of_link(self.kwargs["token"])[:MOST]

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Confirm what was ticked."""
        try:
            keys = [UUID(key) for key in request.POST.getlist("entries")]
            confirm_by_link(token=token, keys=keys)
        except ServiceError as error:
            self.problem = str(error)
            return self.get(request)
        except ValueError:
            self.problem = _("Choose the entries that are right.")
            return self.get(request)
        return redirect(f"{request.path}?done=1")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the entries in words."""
        title = self.title if self.services else _("Thank you")
        return super().get_context_data(
            title=title,
            entries=[{"service": each, "facts": _facts(each)} for each in self.services],
            problem=self.problem,
            done="done" in self.request.GET,
            **kwargs,
        )


def _facts(service: Service) -> list[dict[str, Any]]:
    kind, values = ProposedChange.Kind.SERVICE, values_of(service)
    for row in values["schedules"]:
        row["place"] = ""  # its name might give a withheld address away
    return facts(kind, SHOWN, values)
