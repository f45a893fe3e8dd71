"""Stopping mails by the link in them, without signing in (RFC 8058)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from accounts.notifications import read_subscription, stop_mails
from accounts.rules import anyone
from accounts.views.pages import Page, link_refused
from tenants.links import LinkRefused

ONE_CLICK = "One-Click"


class SubscriptionPage(Page):
    """A page about what a link stops."""

    rule = anyone

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add it; raises `LinkRefused`."""
        subscription = read_subscription(self.kwargs["token"])
        return super().get_context_data(subscription=subscription, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say why a link does not work, in words."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except LinkRefused as refused:
            return link_refused(request, refused)


@method_decorator(csrf_exempt, name="dispatch")
class UnsubscribeView(SubscriptionPage):
    """Asks on GET, so that programs that follow links stop nothing; stops on POST.

    Mail programs post without cookies and without our token: the signed link is what proves that
    whoever posts has the mail. They follow no redirect, so they are answered at once.
    """

    template_name = "accounts/unsubscribe.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask, or say that there is nothing to stop."""
        context = super().get_context_data(**kwargs)
        is_on = context["subscription"].is_on
        title = _("Stop these e-mails?") if is_on else _("You get none of these e-mails")
        return context | {"title": title}

    def post(self, request: HttpRequest, token: str) -> HttpResponseBase:
        """Stop them."""
        stop_mails(token=token)
        if request.POST.get("List-Unsubscribe") == ONE_CLICK:
            return HttpResponse(_("These e-mails have stopped."), content_type="text/plain")
        return redirect("accounts:unsubscribed", token=token)


class UnsubscribedView(SubscriptionPage):
    """What was stopped, and how to undo it."""

    template_name = "accounts/unsubscribed.html"
    title = gettext_lazy("These e-mails have stopped")
