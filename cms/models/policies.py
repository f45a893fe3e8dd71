"""Policies and publications: pages that carry dates."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.blocks.publications import PublicationFileBlock, rows_of
from cms.contents import contents_of
from cms.models.base import SitePage


class PolicyPage(SitePage):
    """A policy with its version, owner and dates (C2)."""

    page_description = "A policy with its version, its owner and the day of its review."

    version = models.CharField(max_length=60, default="1.0")
    kept_by = models.CharField(
        max_length=120, blank=True, help_text="The post that keeps this policy, not a person."
    )
    approved_on = models.DateField(null=True, blank=True)
    review_on = models.DateField("review due on", null=True, blank=True)
    body = StreamField(BodyBlock(), blank=True)

    template = "cms/pages/policy.html"
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("version"),
                FieldPanel("kept_by"),
                FieldPanel("approved_on"),
                FieldPanel("review_on"),
            ],
            heading="Version",
        ),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "policy page"
        constraints = [
            models.CheckConstraint(
                name="policy_reviewed_after_approval",
                condition=Q(review_on__isnull=True)
                | Q(approved_on__isnull=True)
                | Q(review_on__gte=F("approved_on")),
            )
        ]

    @property
    def review_is_due(self) -> bool:
        """Whether the day of review has come."""
        return self.review_on is not None and self.review_on <= timezone.localdate()

    def clean(self) -> None:
        """Refuse a review before the approval."""
        super().clean()
        if self.approved_on and self.review_on and self.review_on < self.approved_on:
            raise ValidationError(
                {"review_on": "The review must be on or after the day of approval."}
            )


class PublicationPage(SitePage):
    """A leaflet, report or plan: HTML first, files beside it (C2)."""

    page_description = "A leaflet, report or plan, with files to download."

    published_on = models.DateField(null=True, blank=True)
    publisher = models.CharField(max_length=160, blank=True)
    source = models.CharField(
        max_length=250, blank=True, help_text="The document that this was made from."
    )
    files = StreamField(
        [("file", PublicationFileBlock())],
        blank=True,
        help_text="The same document as a file: large print, easy read, other languages.",
    )
    on_paper = models.BooleanField(
        "paper copies can be ordered",
        default=False,
        help_text="Orders are mailed to the portal's contact address.",
    )
    body = StreamField(BodyBlock(), blank=True)

    template = "cms/pages/publication.html"
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("published_on"), FieldPanel("publisher"), FieldPanel("source")],
            heading="About this publication",
        ),
        FieldPanel("files"),
        FieldPanel("on_paper"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "publication"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the headings of the body as a table of contents."""
        context = super().get_context(request, *args, **kwargs)
        context["contents"] = contents_of(self.body)
        context["documents"] = rows_of(self.title, self.files)
        return context
