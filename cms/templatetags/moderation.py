"""Where something that can be sent in stands, as a coloured word."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from cms.moderation.models import SentIn
from cms.moderation.states import Status

register = template.Library()
COLOURS = {
    Status.DRAFT: "grey",
    Status.WAITING: "yellow",
    Status.PUBLISHED: "green",
    Status.REFUSED: "red",
    Status.WITHDRAWN: "grey",
}


@register.simple_tag
def state_tag(thing: SentIn) -> SafeString:
    """Return where a thing stands, as a tag."""
    status = Status(thing.status)
    label = capfirst(str(status.label))
    return format_html(
        '<strong class="govuk-tag govuk-tag--{}">{}</strong>', COLOURS[status], label
    )
