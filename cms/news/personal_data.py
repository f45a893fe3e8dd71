"""What news holds about people: who sent it in."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.news.models import NewsItem
from tenants.modules import Person, PersonalData
from tenants.personal_data import Holder

CHUNK = 500


def sent_in(person: Person) -> Iterator[Mapping[str, Any]]:
    """News that the person sent in."""
    for each in _sent(person).order_by("pk").iterator(CHUNK):
        yield {
            _("News"): each.said("title"),
            _("Sent"): each.sent_at,
            _("Name given"): each.sender_name,
            _("State"): each.get_status_display(),
            _("Why it was refused"): each.reason,
        }


def forget(person: Person) -> None:
    """Forget who sent it in; published news stays."""
    _sent(person).update(sender=None, sender_name="", sender_email="")


def _sent(person: Person) -> QuerySet[NewsItem]:
    sent = Q(sender=person.pk)
    if person.is_confirmed:
        sent |= Q(sender_email__iexact=person.email)
    return NewsItem.objects.filter(sent)


HOLDER = Holder(
    slug="news",
    forget_person=forget,
    personal_data=(PersonalData(gettext_lazy("News that you sent in"), sent_in),),
)
