"""Entries of the directory in templates: texts in the language in hand, keys for forms."""

from django import template
from django.utils.safestring import SafeString

from cms.directory.finder.own_list import short
from cms.directory.models import Service
from cms.directory.models.base import Entry
from cms.moderation.words import as_html

register = template.Library()


@register.filter
def said(row: Entry, name: str) -> str:
    """Return a text of a row in the language in hand."""
    return row.said(name)


@register.filter
def paragraphs(row: Entry, name: str) -> SafeString:
    """Return a text of a row as paragraphs, its web addresses as links."""
    return as_html(row.said(name))


@register.filter
def short_key(service: Service) -> str:
    """Return a service's key as forms and links hold it."""
    return short(service.pk)
