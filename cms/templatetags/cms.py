"""What block templates need beyond includes."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString, mark_safe

from cms.alerts import Banner, banner_of
from cms.contents import with_anchors
from cms.jargon import Explainer
from cms.models import Alert, SitePage
from cms.page_map import page_map
from tenants.current import current

register = template.Library()


@register.filter
def anchored(html: str) -> SafeString:
    """Give the headings of rich text anchors."""
    return mark_safe(with_anchors(str(html)))  # noqa: S308  (rich text is already clean)


@register.simple_tag
def full_address(page: SitePage) -> str:
    """Return a page's full address: from the page map, which every page has read already."""
    entry = page_map().by_pk.get(page.pk)
    return current().url(entry.url) if entry else str(page.full_url)


@register.simple_tag
def cards_of(links: Iterable[Any]) -> list[dict[str, str]]:
    """Return links as the cards of the theme's component, without those that lead nowhere."""
    return [
        {"title": link["label"], "text": link["text"], "url": url}
        for link in links
        if (url := link.url())
    ]


@register.simple_tag
def contact_of(value: Any, portal: Any) -> dict[str, str]:
    """Return a contact block's details, the portal's own where nothing was entered."""
    own = any(value.get(name) for name in ("telephone", "email", "address", "hours"))
    names = ("telephone", "email", "address", "hours")
    return {
        f"contact_{name}": value.get(name) if own else portal.said(f"contact_{name}")
        for name in names
    }


@register.simple_tag
def downloads_of(downloads: Iterable[Any]) -> list[dict[str, Any]]:
    """Return files as the rows of the theme's document list."""
    return [
        {
            "title": download["title"],
            "url": download["document"].url,
            "kind": download["note"],
            "size": f"{download['document'].file_extension.upper()}, "
            f"{filesizeformat(download['document'].file_size)}",
        }
        for download in downloads
        if download["document"]
    ]


@register.simple_tag(takes_context=True)
def explained(context: Any, html: Any) -> SafeString:
    """Link the jargon in safe HTML: each term once on a page."""
    request = context.get("request")
    explainer = getattr(request, "explainer", None)
    if explainer is None:
        explainer = Explainer(context.get("text_language") or context.get("page_language", "en"))
        if request is not None:
            request.explainer = explainer
    return mark_safe(explainer.link(str(html)))  # noqa: S308  (it was safe, and stays so)


@register.simple_tag
def banners_of(alert: Alert, language: str) -> list[Banner]:
    """Return an alert as the header's list of banners, for its preview."""
    return [banner_of(alert, language)]
