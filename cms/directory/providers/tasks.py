"""What the worker does for providers: one mail a person and day (C9)."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.addresses import page_of_portal
from accounts.models import User
from accounts.notifications import is_paused
from cms.directory.models import Service
from cms.directory.services.confirm_links import LINK_DAYS, confirm_token
from cms.moderation.mails import send_now
from tenants.current import current
from tenants.languages import addressed
from tenants.tasks import portal_task

SUBJECT = gettext_lazy("Is your entry on %(portal)s still right?")


@portal_task
def send_reminder(*, to: str, day: str, keys: list[str]) -> None:
    """Ask somebody about entries; those that were confirmed meanwhile are left out."""
    asked = date.fromisoformat(day)
    rows = Service.objects.asked_about().filter(pk__in=keys, reminded_on=asked)
    services = list(rows.select_related("organisation").order_by("name", "pk"))
    if not services or is_paused(to):
        return
    person = User.objects.with_email(to)
    with addressed("/"):
        confirm = reverse("entries:confirm_by_link", args=[confirm_token(to, asked)])
        own = reverse("entries:own")
    send_now(
        "directory/mail/reminder",
        to=to,
        subject=SUBJECT,
        language=person.language if person else current().default_language,
        services=services,
        link=page_of_portal(confirm),
        own=page_of_portal(own) if person else "",
        days=LINK_DAYS,
    )
