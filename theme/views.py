"""The pattern pages: every component and form in every state, in any brand.

The brand is read from the address: ``/patterns/?brand_colour=%23702963&header_style=light``.
Nothing here reads the database; a brand that is not legible is moved until it is.
"""

from typing import Any

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from theme.brand import Brand, BrandError, legible, parse, stylesheet
from theme.emblem import favicon_svg, initials_of
from theme.pattern_forms import PatternForm, empty_answers
from theme.samples import CONSOLE, HOME, PAGE, PATTERNS, PORTAL


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Show every component, and every kind of form field empty, filled and wrong."""
    context = _frame(request) | PATTERNS
    context["messages"] = [
        Message(constants.SUCCESS, "Your details have been saved."),
        Message(constants.ERROR, "The file was not saved. Choose one smaller than 10 MB."),
    ]
    context["form"] = PatternForm(empty_answers(), prefix="wrong")
    context["fresh_form"] = PatternForm(prefix="fresh")
    return render(request, "theme/patterns.html", context)


@require_safe
def pattern_home(request: HttpRequest) -> HttpResponse:
    """Show a home page."""
    return render(request, "theme/pattern_home.html", _frame(request) | HOME)


@require_safe
def pattern_console(request: HttpRequest) -> HttpResponse:
    """Show a screen of the operator's console."""
    return render(request, "theme/pattern_console.html", CONSOLE)


@require_safe
def pattern_stylesheet(request: HttpRequest) -> HttpResponse:
    """Give the style sheet of the brand in the address."""
    return HttpResponse(stylesheet(_brand(request)), content_type="text/css; charset=utf-8")


@require_safe
def pattern_icon(request: HttpRequest) -> HttpResponse:
    """Give the favicon of the brand in the address."""
    icon = favicon_svg(_brand(request), initials_of(PORTAL["title"]))
    return HttpResponse(icon, content_type="image/svg+xml")


def _frame(request: HttpRequest) -> dict[str, Any]:
    query = f"?{request.GET.urlencode()}"
    return PAGE | {
        "brand": _brand(request),
        "brand_css_url": reverse("theme:pattern_stylesheet") + query,
        "brand_icon_url": reverse("theme:pattern_icon") + query,
    }


def _brand(request: HttpRequest) -> Brand:
    try:
        return legible(parse(request.GET.dict()))
    except BrandError:
        return Brand()
