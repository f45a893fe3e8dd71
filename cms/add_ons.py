"""The add-ons panel of a portal's administrator (P4)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from cms.module_options import options_form, set_options
from tenants.access import RuleMixin
from tenants.current import current_portal
from tenants.errors import ServiceError
from tenants.modules import all_modules, module_named
from tenants.rules import can_choose_modules
from tenants.services import set_module


class AddOnsView(RuleMixin, TemplateView):
    """Lists the modules with a switch each; a switch acts at once."""

    rule = can_choose_modules
    template_name = "cms/admin/add_ons.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the modules and whether each is on."""
        modules = [(module, current_portal().has_module(module.slug)) for module in all_modules()]
        refused = kwargs.pop("refused", {})
        kwargs["forms"] = [
            (module, refused.get(module.slug) or options_form(module))
            for module, on in modules
            if on and module.options
        ]
        return super().get_context_data(modules=modules, page_title="Add-ons", **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Switch one module on or off, or change its options, and say so."""
        if "options" in request.POST:
            return self._set_options(request.POST["options"])
        slug, on = request.POST.get("module", ""), request.POST.get("on") == "1"
        try:
            set_module(actor=request.user, portal=current_portal(), slug=slug, on=on)
        except ServiceError as error:
            messages.error(request, str(error))
        else:
            done = "is on" if on else "is off. Nothing in it was lost"
            title = next(module.title for module in all_modules() if module.slug == slug)
            messages.success(request, f"{title} {done}.")
        return redirect("add_ons")

    def _set_options(self, slug: str) -> HttpResponse:
        module = module_named(slug)
        if module is None or not module.options:
            raise Http404
        form = options_form(module, self.request.POST)
        if form.is_valid():
            set_options(actor=self.request.user, slug=slug, values=form.cleaned_data)
            messages.success(self.request, f"The options of {module.title} are saved.")
            return redirect("add_ons")
        return self.render_to_response(self.get_context_data(refused={slug: form}))
