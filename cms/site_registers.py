"""The registers of what belongs to the whole site."""

from functools import partial
from typing import ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.models import Alert, Feedback, SearchMiss, Term
from cms.registers import Register, RegisterQuestion
from cms.rules import can_answer_feedback, can_edit_terms, can_see_search_misses, can_set_alerts
from cms.search_help import FEWEST
from cms.services import answer_feedback, end_alerts


class TermRegister(Register):
    """The jargon buster's terms."""

    model = Term
    menu_label = _("Jargon buster")
    rule = can_edit_terms
    icon = "help"
    menu_order = 10
    list_display = ["name", "explanation", "name_cy", "is_linked"]
    list_filter = ["is_linked"]
    list_export = [
        "name",
        "also",
        "explanation",
        "name_cy",
        "also_cy",
        "explanation_cy",
        "is_linked",
    ]
    search_fields = ["name", "also", "explanation", "name_cy", "also_cy", "explanation_cy"]


class AlertRegister(Register):
    """Alerts: those that show, wait, and are over."""

    model = Alert
    rule = can_set_alerts
    icon = "warning"
    menu_order = 20
    list_display = ["title", "state", "grade", "section", "starts_at", "ends_at"]
    list_filter = ["grade", "starts_at"]
    list_export = ["title", "text", "grade", "section", "starts_at", "ends_at"]
    search_fields = ["title", "text", "title_cy", "text_cy"]


class FeedbackRegister(Register):
    """What visitors say about pages; read, taken away, marked as dealt with."""

    model = Feedback
    menu_label = _("Was this page useful?")
    rule = can_answer_feedback
    actions = ("view", "delete")
    icon = "comment"
    menu_order = 30
    inspect_view_enabled = True
    list_display = ["title", "is_useful", "comment", "made_at", "answered_at"]
    list_filter = {
        "is_useful": ["exact"],
        "language": ["exact"],
        "answered_at": ["isnull"],
        "made_at": ["date__gte"],
    }
    list_export = [
        "path",
        "title",
        "language",
        "is_useful",
        "comment",
        "made_at",
        "answered_at",
        "answered_by",
    ]
    search_fields = ["path", "title", "comment"]


class SearchMissRegister(Register):
    """Words that found nothing, once they were looked for often enough to be nobody's own."""

    model = SearchMiss
    rule = can_see_search_misses
    actions = ("view", "delete")
    icon = "search"
    menu_order = 40
    list_display = ["word", "times", "language", "month"]
    list_filter = ["language", "month"]
    list_export = ["word", "times", "language", "month"]
    search_fields = ["word"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SearchMiss]:
        """Leave out rare words."""
        return SearchMiss.objects.filter(times__gte=FEWEST)


class AnswerRows(RegisterQuestion):
    """Mark answers about pages as dealt with."""

    models: ClassVar[list[type[Feedback]]] = [Feedback]
    action = "view"
    display_name = _("Dealt with")
    action_type = "answered"
    aria_label = _("Mark the ticked answers as dealt with")
    question = _("Mark these answers as dealt with?")
    call = answer_feedback


class ReopenRows(RegisterQuestion):
    """Mark answers about pages as open again: the way back."""

    models: ClassVar[list[type[Feedback]]] = [Feedback]
    action = "view"
    display_name = _("Open again")
    action_type = "reopened"
    aria_label = _("Mark the ticked answers as open")
    question = _("Mark these answers as open again?")
    call = partial(answer_feedback, done=False)


class EndAlerts(RegisterQuestion):
    """Take alerts down at once."""

    models: ClassVar[list[type[Alert]]] = [Alert]
    display_name = _("End now")
    action_type = "end"
    aria_label = _("End the ticked alerts now")
    question = _("Take these alerts down now? Those that have not begun are deleted.")
    call = end_alerts


REGISTERS = (TermRegister, AlertRegister, FeedbackRegister, SearchMissRegister)
BULK_ACTIONS = (AnswerRows, ReopenRows, EndAlerts)
