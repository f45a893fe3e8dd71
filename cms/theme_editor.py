"""The theme editor: a portal's look, tried out and changed by its administrator (P5)."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from cms.theme_forms import BRAND_FIELDS, ThemeForm
from tenants.access import RuleMixin, declare
from tenants.brand_pictures import SHAPES, keep_picture, picture_url
from tenants.current import current_portal
from tenants.errors import ServiceError
from tenants.rules import can_set_theme
from tenants.services import reset_theme, set_theme, undo_theme
from theme.brand import Brand, BrandError, failures, legible, parse, stylesheet
from theme.samples import HOME

TRIES = ("preview", "nearest")
"""Buttons that save nothing."""


class ThemeView(RuleMixin, FormView[ThemeForm]):
    """Saves, shows a preview, offers the nearest colours that pass, undoes, sets back."""

    rule = can_set_theme
    form_class = ThemeForm
    template_name = "cms/admin/theme.html"
    success_url = reverse_lazy("theme_editor")
    at_once: ClassVar[Mapping[str, Any]] = {
        "undo": (undo_theme, gettext_lazy("The look is as it was before the last change.")),
        "reset": (reset_theme, gettext_lazy("The look is the one that every portal begins with.")),
    }
    """What needs none of the values in the form."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with the look of now."""
        theme = current_portal().theme
        return {**super().get_form_kwargs(), "theme": theme, "brand": parse(theme)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the preview's address with the values in the form, and the pictures of now."""
        context = super().get_context_data(**kwargs)
        form, theme = context["form"], current_portal().theme
        values = {name: form[name].value() or "" for name in BRAND_FIELDS}
        return context | {
            "preview_url": _preview_url(values),
            "pictures": {kind: picture_url(theme, kind) for kind in SHAPES},
            "brand_fields": " ".join(BRAND_FIELDS),
            "can_undo": "before" in theme,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the button says."""
        action = request.POST.get("action", "")
        if action in self.at_once:
            return self._do_at_once(*self.at_once[action])
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            return getattr(self, f"_{action}" if action in TRIES else "_save")(form)
        except BrandError as error:
            refused = ServiceError({name: " ".join(texts) for name, texts in error.errors.items()})
        except ServiceError as error:
            refused = error
        refused.add_to(form)
        return self.form_invalid(form)

    def _do_at_once(self, service: Any, words: Any) -> HttpResponse:
        try:
            service(actor=self.request.user, portal=current_portal())
        except ServiceError as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, words)
        return redirect("theme_editor")

    def _preview(self, form: ThemeForm) -> HttpResponse:
        parse(form.chosen)
        return redirect(_preview_url(form.chosen))

    def _nearest(self, form: ThemeForm) -> HttpResponse:
        brand = legible(parse(form.chosen))
        theme = current_portal().theme
        messages.info(
            self.request,
            _("These are the nearest colours that everybody can read. Nothing is saved yet."),
        )
        return self.render_to_response(
            self.get_context_data(form=ThemeForm(theme=theme, brand=brand))
        )

    def _save(self, form: ThemeForm) -> HttpResponse:
        Brand.from_values(form.chosen)
        values = {**form.chosen, **self._pictures(form)}
        set_theme(actor=self.request.user, portal=current_portal(), values=values)
        messages.success(self.request, _("The look is saved and shows on every page."))
        return redirect("theme_editor")

    def _pictures(self, form: ThemeForm) -> dict[str, str]:
        """Return the names of logo and icon: new ones, those of now, or none."""
        theme, kept = current_portal().theme, {}
        for kind in SHAPES:
            if form.cleaned_data[kind]:
                kept[kind] = keep_picture(form.cleaned_data[kind], kind)
            elif theme.get(kind) and not form.cleaned_data.get(f"remove_{kind}"):
                kept[kind] = theme[kind]
        return kept


@declare(can_set_theme)
def theme_preview(request: HttpRequest) -> HttpResponse:
    """Show a sample page with values that are not saved, and what is wrong with them."""
    brand, wrong = _tried(request)
    context = HOME | {
        "brand": legible(brand),
        "brand_css_url": f"{reverse('theme_preview_css')}?{urlencode(asdict(brand))}",
        "failures": [failure.message() for failure in failures(brand)],
        "wrong": wrong,
        "user_links": [],
    }
    return render(request, "cms/admin/theme_preview.html", context)


@declare(can_set_theme)
def theme_preview_css(request: HttpRequest) -> HttpResponse:
    """Send the style sheet of values that are not saved, moved until all of it can be read."""
    brand, _wrong = _tried(request)
    return HttpResponse(stylesheet(legible(brand)), content_type="text/css; charset=utf-8")


def _tried(request: HttpRequest) -> tuple[Brand, list[str]]:
    try:
        return parse(request.GET.dict()), []
    except BrandError as error:
        return parse(current_portal().theme), [str(error)]


def _preview_url(values: Mapping[str, str]) -> str:
    return f"{reverse('theme_preview')}?{urlencode(values)}"
