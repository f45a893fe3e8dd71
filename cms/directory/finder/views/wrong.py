"""Something is wrong with an entry: said by anybody, told to whoever keeps it."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.directory.finder.forms import WrongForm
from cms.directory.finder.views.frame import FinderFrame, crumbs, shown_service
from cms.directory.models import Service
from cms.directory.services import report_entry
from cms.public_forms import PublicFormView


class _AboutService:
    """Knows which service is spoken of; 404 for what does not show."""

    kwargs: dict[str, Any]

    @cached_property
    def service(self) -> Service:
        """The service."""
        return shown_service(self.kwargs["pk"])


class WrongView(_AboutService, PublicFormView[WrongForm]):
    """Asks what is wrong, and keeps the answer without its sender."""

    form_class = WrongForm
    template_name = "directory/wrong.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the service and the way back to it."""
        url = reverse("finder:service", args=[self.service.pk])
        here = {"title": self.service.said("name"), "url": url}
        return super().get_context_data(
            service=self.service, service_url=url, breadcrumbs=crumbs(here), **kwargs
        )

    def perform(self, **typed: Any) -> None:
        """Keep it, and tell whoever keeps the entry."""
        report_entry(service=self.service, faults=typed["what"], note=typed["note"])

    def get_success_url(self) -> str:
        """Go on to the thanks."""
        return reverse("finder:wrong_sent", args=[self.service.pk])


class WrongSentView(_AboutService, FinderFrame):
    """Says thank you."""

    title = _("Thank you")
    template_name = "directory/wrong_sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the service to go back to."""
        url = reverse("finder:service", args=[self.service.pk])
        return super().get_context_data(
            service_name=self.service.said("name"), service_url=url, **kwargs
        )
