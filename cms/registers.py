"""Registers: tables that editors keep in the editing area, all made by one base class.

    class TermRegister(Register):
        model = Term
        rule = can_edit_terms
        list_display = ["name", "is_linked"]
        list_export = ["name", "explanation"]
        search_fields = ["name", "explanation"]

    register_snippet(TermRegister)

Wagtail's own screens for lists and forms; what differs is who may: a rule decides, not Django's
permissions. A register is one for all its rows, so its rule is asked about none.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise, cached_property, classproperty
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.views.snippets import IndexView, InspectView, SnippetViewSet

from accounts.csv_files import write_table
from accounts.ledger import record
from accounts.models import User
from cms.verbs import Verb
from tenants.access import RuleMixin
from tenants.languages import offered
from theme.bilingual import WELSH

Rule = Callable[[Any, Any], bool]
MENU_HOOK = "register_registers_menu_item"
"""Each register's entry in the menu "Registers" is registered under this name."""
EVERYTHING = ("view", "add", "change", "delete")


class RulePolicy(BasePermissionPolicy):
    """Wagtail's question "may they?", answered by a register's rules."""

    def __init__(self, model: type[Model], rules: dict[str, Rule]) -> None:
        super().__init__(model)
        self.rules = rules

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the rule of an action says yes; no for actions that the register lacks."""
        rule = self.rules.get(action)
        return rule is not None and rule(user, None)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        """Return the people of the editing area for whom a rule says yes."""
        people = User.objects.filter(is_active=True, groups__isnull=False).distinct()
        keys = [one.pk for one in people if self.user_has_any_permission(one, actions)]
        return User.objects.filter(pk__in=keys)


class WelshWhereOffered:
    """A form whose Welsh fields are there only while the portal offers Welsh.

    Without a field, what was written in it stays as it is.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if WELSH not in offered():
            fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
            for name in [name for name in fields if name.endswith(f"_{WELSH}")]:
                del fields[name]


def where_offered(names: Iterable[Any]) -> list[Any]:
    """Return columns, or their names, without the Welsh ones of a portal that has no Welsh."""
    return [name for name in names if WELSH in offered() or not str(name).endswith(f"_{WELSH}")]


def in_words(value: Any) -> Any:
    """Return yes or no for a value that is true or false, and any other value as it is."""
    return (_("Yes") if value else _("No")) if isinstance(value, bool) else value


class WordsColumn(Column):
    """A column that says yes or no where a row has true or false."""

    def get_value(self, instance: Any) -> Any:
        """Return what stands in the cell."""
        return in_words(super().get_value(instance))


class RegisterRow(RuleMixin, InspectView):
    """One row of a register, to read."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """Return what a field holds, in words."""
        return in_words(super().get_field_display_value(field_name, field))


class RegisterList(RuleMixin, IndexView):
    """The list of a register: searched, filtered, and taken away as a table."""

    FORMATS = ("csv",)
    list_display: Sequence[Any]
    list_export: Sequence[str]
    export_buttons_template_name = "cms/admin/export_button.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Leave Welsh columns out where there is no Welsh."""
        self.list_display = where_offered(self.list_display)
        self.list_export = where_offered(self.list_export)
        super().setup(request, *args, **kwargs)

    def _get_custom_column(
        self, field_name: str, column_class: type[Column] = WordsColumn, **kwargs: Any
    ) -> Column:
        """Say yes and no in words."""
        column: Column = super()._get_custom_column(field_name, column_class, **kwargs)
        return column

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Offer CSV alone: spreadsheets open it, and no cell of ours is a formula."""
        return [
            button for button in super().header_more_buttons if button.url != self.xlsx_export_url
        ]

    def write_csv_response(self, queryset: QuerySet[Any]) -> HttpResponse:
        """Send the rows that are listed; the ledger keeps who took how many of what."""
        names = list(self.list_export)
        with transaction.atomic():
            rows = [self._cells(row) for row in queryset]
            detail = {"register": self.model._meta.label_lower, "rows": len(rows)}
            record(actor=self.request.user, verb=Verb.REGISTER_EXPORTED, detail=detail)
        headings = [str(self.get_heading(queryset, name)) for name in names]
        name = slugify(str(self.model._meta.verbose_name_plural))
        return HttpResponse(
            write_table([headings, *rows]),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
        )

    def _cells(self, row: Any) -> list[str]:
        shown = [self._shown(row, name, value) for name, value in self.to_row_dict(row).items()]
        return ["" if value is None else str(value) for value in shown]

    def _shown(self, row: Any, name: str, value: Any) -> Any:
        """Return a choice in words, everything else as a spreadsheet wants it."""
        words = getattr(row, f"get_{name}_display", None)
        if words:
            return words()
        return in_words(self.preprocess_field_value(name, value, self.FORMAT_CSV))


class Register(SnippetViewSet):
    """One register. Give `model`, `rule`, and which columns to list, search, filter and export."""

    rule: ClassVar[Rule]
    """Who may see the register and take it away."""
    change_rule: ClassVar[Rule | None] = None
    """Who may change it, when not everybody who sees it."""
    actions: ClassVar[tuple[str, ...]] = EVERYTHING
    """What can be done at all: a register of answers, say, has no "add"."""

    index_template_name = "cms/admin/register_list.html"
    search_backend_name = None
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    menu_hook = MENU_HOOK

    @property
    def permission_policy(self) -> RulePolicy:
        """Ask the rules."""
        see, change = type(self).rule, type(self).change_rule or type(self).rule
        return RulePolicy(
            self.model, {name: see if name == "view" else change for name in self.actions}
        )

    @cached_property
    def index_view_class(self) -> type[RegisterList]:
        """Return the list, declaring the register's rule."""
        return type("RegisterList", (RegisterList,), {"rule": staticmethod(type(self).rule)})

    @cached_property
    def inspect_view_class(self) -> type[RegisterRow]:
        """Return the view of one row, declaring the same."""
        return type("RegisterRow", (RegisterRow,), {"rule": staticmethod(type(self).rule)})

    @cached_property
    def url_prefix(self) -> str:
        """Return the first part of its addresses in the editing area."""
        return f"registers/{self.app_label}/{self.model_name}"

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """Return the form, asking for Welsh where the portal offers it."""
        form: type[Any] = super().get_form_class(for_update)
        return type(form.__name__, (WelshWhereOffered, form), {})

    def register_chooser_viewset(self) -> None:
        """Offer no list for choosing: those are open to everybody who edits."""


class RegisterBulkAction(SnippetBulkAction):
    """Something done with many ticked rows; subclasses name their `registers`' models."""

    action: ClassVar[str] = "change"
    """Which of a register's actions it takes."""

    def check_perm(self, row: Model) -> bool:
        """Ask the register's rule."""
        policy = self.model.snippet_viewset.permission_policy
        allowed: bool = policy.user_has_permission(self.request.user, self.action)
        return allowed


class RegisterQuestion(RegisterBulkAction):
    """Asks once and calls one service. Give `models`, `question` and `call`, besides its words."""

    template_name = "cms/admin/bulk_question.html"
    question: ClassVar[str | Promise]
    call: ClassVar[Callable[..., int]]
    """A service that takes `actor` and `keys`, and returns how many rows changed."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the question."""
        return super().get_context_data(question=self.question, **kwargs)

    @classmethod
    def execute_action(cls, objects: Sequence[Model], **kwargs: Any) -> tuple[int, int]:
        """Call the service as the person who asked."""
        actor = kwargs["self"].request.user
        return cls.call(actor=actor, keys=[row.pk for row in objects]), 0

    def get_success_message(self, changed: int, _children: int) -> str:
        """Say how many rows changed."""
        words = ngettext("%(count)d row is changed.", "%(count)d rows are changed.", changed)
        return words % {"count": changed}


class DeleteRows(RegisterBulkAction, DeleteBulkAction):
    """Delete the ticked rows of any register: Wagtail's own, asking our rules."""

    action = "delete"

    @classproperty
    def models(cls) -> list[type[Model]]:  # noqa: N805  (a class property)
        """Return the models of all registers that rows can be deleted from."""
        return [
            model
            for model in get_snippet_models()
            if isinstance(model.snippet_viewset, Register)
            and "delete" in model.snippet_viewset.actions
        ]


def registers_menu_item() -> MenuItem:
    """Return the menu of all registers; each shows to those for whom its rule says yes."""
    menu = Menu(register_hook_name=MENU_HOOK)
    return SubmenuMenuItem(_("Registers"), menu, icon_name="list-ul", order=400, name="registers")
