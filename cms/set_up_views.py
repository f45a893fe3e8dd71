"""The set-up checklist on screen: a page of its own, and a panel on the first page (P6)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component

from cms.models import SetUpTick
from cms.rules import can_set_up
from cms.set_up import StepState, checklist, take_back_tick, tick_set_up
from tenants.access import RuleMixin
from tenants.errors import ServiceError


def progress_of(states: list[StepState]) -> dict[str, Any]:
    """Return the list with its counts, for templates."""
    done = sum(state.done for state in states)
    return {"states": states, "done": done, "all": len(states)}


class SetUpView(RuleMixin, TemplateView):
    """The list; its buttons tick off, take back, put away and bring back."""

    rule = can_set_up
    template_name = "cms/admin/set_up.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the list and whether it is put away."""
        away = SetUpTick.objects.filter(item=SetUpTick.Item.DISMISSED).exists()
        states = checklist(self.request.user)
        return super().get_context_data(is_away=away, **progress_of(states), **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do what the button says."""
        item = request.POST.get("item", "")
        service = take_back_tick if request.POST.get("back") else tick_set_up
        try:
            service(actor=request.user, item=item)
        except ServiceError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The list is changed."))
        return redirect("set_up")


class SetUpPanel(Component):
    """On the first page of the editing area until all is done."""

    order = 10
    template_name = "cms/admin/set_up_panel.html"

    def __init__(self, states: list[StepState]) -> None:
        self.states = states

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add the list; the form of the panel needs its token."""
        return {**progress_of(self.states), "csrf_token": parent_context.get("csrf_token", "")}
