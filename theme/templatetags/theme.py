"""Template tags for what an include cannot do: drawing the emblem, laying out a form's field."""

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from theme.brand import Brand
from theme.emblem import decoration_svg
from theme.fields import FieldLayout, SummaryLine, standing_fields, summary_of

register = template.Library()


@register.simple_tag
def emblem(brand: Brand | str | None, css_class: str = "casement-emblem") -> SafeString:
    """Draw the brand's emblem in place, as decoration; the default brand's where there is none."""
    chosen = brand if isinstance(brand, Brand) else Brand()
    return mark_safe(decoration_svg(chosen, css_class))  # noqa: S308  escaped where it is drawn


@register.simple_tag
def asset(path: str) -> str:
    """Give a static file's address even where the manifest is missing, for error pages."""
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


@register.simple_tag
def field_layout(field: BoundField) -> FieldLayout:
    """Work out ids, hint, errors and control of a bound field."""
    return FieldLayout(field)


@register.simple_tag
def fields_of(form: BaseForm) -> list[BoundField]:
    """Give a form's visible fields, without those that a radio button or checkbox reveals."""
    return standing_fields(form)


@register.simple_tag
def error_lines(form: object, formset: object = None) -> list[SummaryLine]:
    """Give the lines of the error summary of a form or formset, each with the id it links to."""
    return summary_of(form, formset)
