"""What people are told of about pages, as data."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Delivery
from accounts.notifications import NotificationKind
from accounts.roles import PORTAL_ADMINISTRATOR
from cms.rules import WRITERS

TEAM = frozenset({*WRITERS, PORTAL_ADMINISTRATOR})
WAITS, PUBLISHED, RETURNED, REVIEW = (
    "cms.page_waits",
    "cms.page_published",
    "cms.page_returned",
    "cms.review_due",
)
KINDS = (
    NotificationKind(
        slug=WAITS,
        title=_("Pages that wait for you"),
        description=_("Somebody sends in a page, and you can pass it on."),
        roles=TEAM,
    ),
    NotificationKind(
        slug=PUBLISHED,
        title=_("Pages of yours that are approved"),
        description=_("A page that you sent in is approved."),
        roles=TEAM,
    ),
    NotificationKind(
        slug=RETURNED,
        title=_("Pages of yours that come back"),
        description=_("A page that you sent in needs changes."),
        roles=TEAM,
    ),
    NotificationKind(
        slug=REVIEW,
        title=_("Pages due for review"),
        description=_("A page that you answer for is due to be looked at again."),
        roles=TEAM,
        default=Delivery.NOW,
    ),
)
