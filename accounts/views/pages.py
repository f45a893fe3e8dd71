"""What the pages of this app have in common."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView
from django.views.generic.base import ContextMixin

from accounts.models import User
from accounts.services.second_factors import has_second_factor
from accounts.sessions import begin_half, sign_in
from tenants.access import RuleMixin
from tenants.current import current
from tenants.errors import ServiceError
from tenants.links import LinkRefused


def base_template() -> str:
    """Return the frame of the page: the portal's, or the operator's console's."""
    return "theme/console_base.html" if current().is_platform else "theme/base.html"


@method_decorator(never_cache, name="dispatch")
class PrivatePage(RuleMixin, ContextMixin):
    """A page about one person: never kept by a cache."""

    request: HttpRequest

    without_second_factor: ClassVar[bool] = False
    """Whether it opens for people whose role needs a second factor that is not there yet (A4)."""
    title: ClassVar[Any] = ""
    """Heading of the page, and the first words of its title."""

    @property
    def actor(self) -> User:
        """Whose session it is, where the rule has made sure that it is somebody's."""
        return self.request.user  # type: ignore[return-value]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the frame of the page and its heading."""
        frame = {"base_template": base_template(), "title": self.title}
        return super().get_context_data(**(frame | kwargs))


class Page(PrivatePage, TemplateView):
    """A page without a form."""


class ServicePage(PrivatePage, FormView[Any]):
    """A form that leads to one call of a service; what the service refuses stands by its field."""

    def perform(self, **typed: Any) -> None:
        """Call the service with what was typed. Raises `ServiceError`."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it; show what was refused with all that was typed."""
        try:
            self.perform(**form.cleaned_data)
        except ServiceError as error:
            error.add_to(form)
            return self.form_invalid(form)
        return super().form_valid(form)


class SigningInPage(ServicePage):
    """A page that signs somebody in, or leads to the second step if the account has one."""

    half_way = False
    person: User | None = None

    def welcome(self, person: User) -> bool:
        """Sign in whose password was right; return False when the second step is to come."""
        self.person, self.half_way = person, has_second_factor(person)
        (begin_half if self.half_way else sign_in)(self.request, person)
        return not self.half_way

    def get_success_url(self) -> str:
        """Go on, by way of the second step where there is one."""
        url: str = super().get_success_url()
        if not self.half_way:
            return url
        return f"{reverse('accounts:second_step')}?{urlencode({REDIRECT_FIELD_NAME: url})}"


class LinkPage(ServicePage):
    """A form that a link in a mail leads to."""

    def check_link(self) -> None:
        """Raise `LinkRefused` when the link does not work."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say why a link does not work, in words."""
        try:
            self.check_link()
            return super().dispatch(request, *args, **kwargs)
        except LinkRefused as refused:
            return link_refused(request, refused)


def link_refused(request: HttpRequest, refused: LinkRefused) -> HttpResponse:
    """Return the page that says why a link of a mail does not work."""
    context = {"base_template": base_template(), "explanation": str(refused)}
    return render(request, "accounts/link_refused.html", context, status=410)
