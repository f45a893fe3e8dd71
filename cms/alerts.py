"""Which alerts a page shows now, and until when that holds (C6)."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from cms.addresses import language_of
from cms.models import Alert
from cms.page_map import page_map
from cms.remembered import remembered
from tenants.page_cache import stale_from
from theme.bilingual import WELSH

LOOKS = {Alert.Grade.WARNING: "warning", Alert.Grade.EMERGENCY: "urgent"}
"""Grade → look of the theme's component; information has the plain one."""


@dataclass(frozen=True, slots=True)
class Banner:
    """An alert as the theme's component shows it."""

    title: str
    text: str
    kind: str
    label: str
    url: str = ""
    link_text: str = ""
    title_language: str = ""
    """Code of the headline's language where that is not the page's; so for the other two."""
    text_language: str = ""
    link_language: str = ""


def alerts_for(request: HttpRequest) -> list[Banner]:
    """Return the banners of the page that is asked for, the gravest first.

    A page that is kept ends at the portal's next change: when an alert begins, or one ends.
    """
    now, known = timezone.now(), remembered().alerts
    coming = [moment for alert in known for moment in _moments(alert) if moment > now]
    if coming:
        stale_from(request, min(coming))
    language = language_of(request.path)
    return [banner_of(alert, language) for alert in known if _shows(alert, request.path, now)]


def _moments(alert: Alert) -> list[datetime]:
    return [alert.starts_at, *([alert.ends_at] if alert.ends_at else [])]


def _shows(alert: Alert, path: str, now: datetime) -> bool:
    if now < alert.starts_at or (alert.ends_at and now >= alert.ends_at):
        return False
    if alert.section_id is None:
        return True
    section = page_map().by_pk.get(alert.section_id)
    if section is None:
        return False
    return path.startswith(page_map().seen(section, language_of(path)).url)


def banner_of(alert: Alert, language: str) -> Banner:
    """Return an alert in a language; what it has no Welsh for is in English, and says so."""
    welsh = language == WELSH
    more = page_map().linked(alert.more_id) if alert.more_id else None
    grade = Alert.Grade(alert.grade)
    return Banner(
        title=(welsh and alert.title_cy) or alert.title,
        text=(welsh and alert.text_cy) or alert.text,
        kind=LOOKS.get(grade, ""),
        label=str(grade.label),
        url=more.url if more else "",
        link_text=more.title if more else "",
        title_language="en" if welsh and not alert.title_cy else "",
        text_language="en" if welsh and not alert.text_cy else "",
        link_language=more.language if more and more.language != language else "",
    )
