"""Buttons: forms without a field, each for one call of a service."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View

from accounts.views.pages import PrivatePage
from tenants.errors import ServiceError


class Button(PrivatePage, View):
    """Does one thing, says so or why not, and goes on to a page."""

    http_method_names = ["post", "options"]
    success_url: str = ""
    """Where it leads: an address, or the name of one."""

    def act(self) -> Any:
        """Call the service; return what to say. Raises `ServiceError`."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        """Return where it leads."""
        return self.success_url

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, and say so or why not."""
        try:
            messages.success(request, self.act())
        except ServiceError as error:
            messages.error(request, str(error))
        return redirect(self.get_success_url())


class ServiceButton(Button):
    """Calls one service about the thing that the address names."""

    service: ClassVar[Callable[..., Any]]
    done: ClassVar[Any]
    """What is said when it is done."""

    def thing(self) -> dict[str, Any]:
        """Return the thing, by the name that the service has for it."""
        raise NotImplementedError

    def act(self) -> Any:
        """Call the service."""
        type(self).service(actor=self.actor, **self.thing())
        return self.done
