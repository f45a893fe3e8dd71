"""The page about comments and complaints: a policy, and the rules of its form (C18)."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.models.policies import PolicyPage

ANSWER_DAYS = 5
"""Working days in which a written answer comes. *PPP Section 10.*"""


class ComplaintsPage(PolicyPage):
    """How to comment or complain, with a form."""

    page_description = "How to comment or complain, with the form. One in each language."
    is_single = True

    mailbox = models.EmailField(
        blank=True,
        help_text="Where comments and complaints go. Empty: the portal's contact address.",
    )
    answer_days = models.PositiveSmallIntegerField(
        "working days until the answer",
        default=ANSWER_DAYS,
        validators=[MinValueValidator(1)],
    )
    anonymous = models.BooleanField(
        "people may stay unnamed",
        default=True,
        help_text="Whoever gives no name and no address gets no answer; we say so.",
    )

    template = "cms/pages/complaints.html"
    content_panels: ClassVar[list[Any]] = [
        *PolicyPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("mailbox"), FieldPanel("answer_days"), FieldPanel("anonymous")],
            heading="The form",
        ),
    ]

    class Meta:
        verbose_name = "comments and complaints page"
        constraints = [
            models.CheckConstraint(
                name="complaints_answered_some_day", condition=Q(answer_days__gte=1)
            )
        ]
