"""Filters of the registers."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from cms.directory.assurance import ASK_DAYS_BEFORE, earliest_shown
from cms.directory.models import Service

SOON, OVERDUE, HIDDEN = "soon", "overdue", "hidden"


class ServiceFilters(WagtailFilterSet):
    """Services by who sees them, what they offer, and when they were checked (C9)."""

    checked = django_filters.ChoiceFilter(
        label=_("Checked"),
        method="filter_checked",
        choices=[
            (SOON, _("Soon due")),
            (OVERDUE, _("Overdue, still shown")),
            (HIDDEN, _("No longer shown: not checked for eight months")),
        ],
    )

    class Meta:
        model = Service
        fields = ["visibility", "status", "organisation", "localities", "terms", "is_free"]

    def filter_checked(self, rows: QuerySet[Service], name: str, value: str) -> QuerySet[Service]:
        """Return published services by how long ago they were checked."""
        today = timezone.localdate()
        asked: Any = Service.objects.asked_about()
        shown = asked.filter(assured_on__gte=earliest_shown(today))
        overdue = shown.overdue_on(today)
        found = {
            SOON: shown.due_by(today + timedelta(days=ASK_DAYS_BEFORE)).exclude(pk__in=overdue),
            OVERDUE: overdue,
            HIDDEN: asked.filter(assured_on__lt=earliest_shown(today)),
        }[value]
        return rows.filter(pk__in=found.values("pk"))
