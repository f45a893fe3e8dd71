"""Parenting programmes: one page each, and the catalogue that lists them (C16)."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PageManager
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.blocks.programmes import RunBlock
from cms.blocks.text import SIMPLE
from cms.models.base import SitePage, SitePageQuerySet
from cms.page_map import page_map
from cms.programme_filter import OLDEST, ProgrammeFilter
from theme.times import day_in_words


class ProgrammeQuerySet(SitePageQuerySet):
    """Programmes by whom they suit."""

    def for_age(self, age: int | None) -> "ProgrammeQuerySet":
        """Those for parents of a child of that age in years; all for None."""
        if age is None:
            return self
        return self.filter(youngest__lte=age, oldest__gte=age)

    def of_kind(self, kind: str) -> "ProgrammeQuerySet":
        """Those of one kind; all for an empty one."""
        return self.filter(kind=kind) if kind else self


class ProgrammePage(SitePage):
    """One programme: what is known of it, where and when it runs next, how to join."""

    page_description = "A parenting programme: for whom, how long, and where it runs next."

    class Kind(models.TextChoices):
        """Kinds of support of the Welsh guidance, section 5."""

        GROUP = "group", gettext_lazy("Structured group programme")
        ONE_TO_ONE = "one_to_one", gettext_lazy("One-to-one support")
        INFORMAL = "informal", gettext_lazy("Informal structured programme")
        DROP_IN = "drop_in", gettext_lazy("Informal drop-in")

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.GROUP)
    youngest = models.PositiveSmallIntegerField(
        "youngest child",
        default=0,
        validators=[MaxValueValidator(OLDEST)],
        help_text="Age in years; 0 from birth.",
    )
    oldest = models.PositiveSmallIntegerField(
        "oldest child",
        default=18,
        validators=[MaxValueValidator(OLDEST)],
        help_text="Age in years, that age included.",
    )
    weeks = models.PositiveSmallIntegerField(
        "length in weeks", null=True, blank=True, help_text="Empty where it has no fixed length."
    )
    evidence = RichTextField(
        "evidence base",
        features=SIMPLE,
        blank=True,
        help_text="What independent tests found. No figure without the study that gives it.",
    )
    training = RichTextField(
        "facilitators' training",
        features=SIMPLE,
        blank=True,
        help_text="Who leads it, how trained.",
    )
    runs = StreamField(
        [("run", RunBlock())],
        blank=True,
        help_text="Groups that are planned. Past ones are hidden.",
    )
    how_to_join = RichTextField(features=SIMPLE, blank=True)
    body = StreamField(BodyBlock(), blank=True)

    objects = PageManager.from_queryset(ProgrammeQuerySet)()

    template = "cms/pages/programme.html"
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("kind", "youngest", "oldest", "weeks")],
            heading="At a glance",
        ),
        FieldPanel("evidence"),
        FieldPanel("training"),
        FieldPanel("runs"),
        FieldPanel("how_to_join"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *SitePage.search_fields,
        index.SearchField("evidence"),
        index.SearchField("how_to_join"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = "programme"
        constraints = [
            models.CheckConstraint(
                name="programme_ages_in_order", condition=Q(oldest__gte=F("youngest"))
            ),
            models.CheckConstraint(
                name="programme_lasts_some_weeks", condition=Q(weeks__isnull=True) | Q(weeks__gt=0)
            ),
        ]

    @property
    def ages(self) -> str:
        """The children's ages in words."""
        if self.youngest == 0:
            return _("From birth to %(oldest)d") % {"oldest": self.oldest}
        return _("%(youngest)d to %(oldest)d") % {"youngest": self.youngest, "oldest": self.oldest}

    @property
    def length(self) -> str:
        """The length in words; empty where it has no fixed one."""
        if not self.weeks:
            return ""
        return ngettext("%(weeks)d week", "%(weeks)d weeks", self.weeks) % {"weeks": self.weeks}

    def coming_runs(self, today: datetime.date) -> list[Any]:
        """Return the groups that begin on or after a day, the next first."""
        coming = [run.value for run in self.runs if run.value["first_day"] >= today]
        return sorted(coming, key=lambda run: run["first_day"])

    def clean(self) -> None:
        """Refuse ages in the wrong order."""
        super().clean()
        if self.oldest < self.youngest:
            raise ValidationError({"oldest": _("The oldest must not be below the youngest.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the groups to come."""
        context = super().get_context(request, *args, **kwargs)
        context["coming"] = self.coming_runs(timezone.localdate())
        return context


class ProgrammeCataloguePage(SitePage):
    """Lists the programmes of its language, filtered by a child's age and by kind.

    A kept copy is an hour old at most (`settings.CACHES`), so a group that began yesterday is gone
    by one in the morning.
    """

    page_description = "Lists all parenting programmes, by age and by kind. One in each language."
    is_single = True

    body = StreamField(BodyBlock(), blank=True)

    template = "cms/pages/programme_catalogue.html"
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "catalogue of programmes"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the filter and the programmes that pass it, in one query."""
        context = super().get_context(request, *args, **kwargs)
        chosen = ProgrammeFilter(request.GET, kinds=ProgrammePage.Kind.choices)
        found = ProgrammePage.objects.shown().filter(locale_id=self.locale_id).order_by("title")
        fitting = found.for_age(chosen.age).of_kind(chosen.kind)
        pages, today = page_map(), timezone.localdate()
        context["filter"] = chosen
        context["cards"] = [
            {
                "title": page.title,
                "url": entry.url,
                "tag": page.get_kind_display(),
                "text": page.summary,
                "meta": _at_a_glance(page, today),
            }
            for page in fitting
            if (entry := pages.linked(page.pk))
        ]
        return context


def _at_a_glance(page: ProgrammePage, today: datetime.date) -> str:
    coming = page.coming_runs(today)
    parts = [_("Ages: %s") % page.ages, page.length]
    if coming:
        day = coming[0]["first_day"]
        parts.append(
            _("Next: %(day)s, %(place)s")
            % {
                "day": day_in_words(day),
                "place": coming[0]["place"],
            }
        )
    return " · ".join(part for part in parts if part)
