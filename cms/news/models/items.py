"""One piece of news."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import Image

from accounts.models import Locality
from cms.moderation.models import SentIn, SentInQuerySet


class NewsItem(SentIn):
    """Something new that parents should know, with its day, place and perhaps a picture."""

    body = models.TextField(_("the news"))
    body_cy = models.TextField(_("the news, in Welsh"), blank=True)
    dated = models.DateField(_("date"), default=timezone.localdate)
    locality = models.ForeignKey(
        Locality, models.SET_NULL, null=True, blank=True, related_name="news"
    )
    picture = models.ForeignKey(Image, models.SET_NULL, null=True, blank=True, related_name="+")
    picture_text = models.CharField(
        _("what somebody who cannot see the picture should know"), max_length=250, blank=True
    )
    picture_decorates = models.BooleanField(_("the picture only decorates"), default=False)

    objects: ClassVar[models.Manager["NewsItem"]] = SentInQuerySet.as_manager()

    class Meta(SentIn.Meta):
        ordering = ["-dated", "-pk"]
        indexes = [models.Index(fields=["status", "-dated", "-id"], name="news_in_order")]
        constraints = [
            *SentIn.Meta.constraints,
            # The picture's words are decided each time: written, or said not to be needed.
            models.CheckConstraint(
                name="newsitem_picture_has_words_or_decorates",
                condition=Q(picture__isnull=True)
                | (Q(picture_decorates=True) & Q(picture_text=""))
                | (Q(picture_decorates=False) & ~Q(picture_text="")),
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("news:item", args=[self.pk, self.slug])

    def card(self) -> dict[str, Any]:
        """Return it as a card of the theme's list; its day is added by the caller."""
        return {
            "title": self.said("title"),
            "url": self.get_absolute_url(),
            "text": self.said("summary"),
        }
