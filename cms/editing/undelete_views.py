"""Deleted pages on screen: the list, getting one back, forgetting one for good (C5)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.models import Page

from cms.editing.archive import pages_in
from cms.editing.lists import PageList, pages_of
from cms.editing.undelete import forget_page, restorable_by, restore_page
from cms.models import DeletedPage
from cms.page_map import HOME_DEPTH
from cms.rules import can_forget_page, can_restore_page
from tenants.access import RuleMixin
from tenants.errors import ServiceError


class WordsForm(forms.Form):
    """Which deleted pages are asked for."""

    q = forms.CharField(label=gettext_lazy("Words of the title"), required=False, max_length=100)


class DeletedPagesView(PageList):
    """What was deleted within thirty days and somebody may restore, newest last."""

    name = "deleted_pages"
    form_class = WordsForm
    template_name = "cms/editing/deleted_pages.html"
    headings = (
        gettext_lazy("Page"),
        gettext_lazy("Address"),
        gettext_lazy("Stood below"),
        gettext_lazy("Pages"),
        gettext_lazy("Deleted on"),
        gettext_lazy("Deleted by"),
    )

    def found(self, asked: dict[str, Any]) -> QuerySet[DeletedPage]:
        """Return what may be restored, narrowed by words."""
        person: Any = self.request.user
        words = Q(title__icontains=asked["q"]) if asked.get("q") else Q()
        return restorable_by(person).filter(words)

    def cells(self, row: DeletedPage) -> Iterable[Any]:
        """Return a line of the file."""
        by = row.deleted_by.get_full_name() if row.deleted_by else ""
        when = row.deleted_at.isoformat(timespec="minutes")
        return (row.title, row.address, row.parent_title, row.pages, when, by)


class RestoreForm(forms.Form):
    """Where it goes, asked only where its own place does not take it."""

    parent = forms.ModelChoiceField(
        Page.objects.none(),
        label=gettext_lazy("Put it below"),
        required=False,
        widget=forms.Select(attrs={"class": "w-w-full"}),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Last part of the address"),
        required=False,
        allow_unicode=True,
        help_text=gettext_lazy("Leave it empty to keep the old one."),
    )

    def __init__(self, *args: Any, person: Any, deleted: DeletedPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parent"]
        field.queryset = pages_of(person).filter(depth__gte=HOME_DEPTH).order_by("path")
        field.label_from_instance = lambda page: "– " * (page.depth - HOME_DEPTH) + page.title
        above = Page.objects.filter(pk=deleted.parent_key).first()
        field.empty_label = (
            _("Where it was: below “%(title)s”") % {"title": above.title}
            if above
            else _("Choose a page")
        )


class RestoreView(RuleMixin, FormView[RestoreForm]):
    """Asks once, and where it must go elsewhere, where; leads administrators to forgetting it."""

    rule = can_restore_page
    form_class = RestoreForm
    template_name = "cms/editing/restore.html"

    @cached_property
    def deleted(self) -> DeletedPage:
        """The deleted page that the address names."""
        return get_object_or_404(DeletedPage.objects.listed(), pk=self.kwargs["pk"])

    def get_rule_object(self) -> DeletedPage:
        """Ask about it."""
        return self.deleted

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who restores what."""
        return super().get_form_kwargs() | {"person": self.request.user, "deleted": self.deleted}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add it, and whether its reader may forget it."""
        can_forget = can_forget_page(self.request.user)
        return super().get_context_data(deleted=self.deleted, can_forget=can_forget, **kwargs)

    def form_valid(self, form: RestoreForm) -> HttpResponse:
        """Call the service; show what stands in the way."""
        actor: Any = self.request.user
        try:
            page = restore_page(actor=actor, deleted=self.deleted, **form.cleaned_data)
        except ServiceError as error:
            error.add_to(form)
            return self.form_invalid(form)
        done = _("“%(title)s” is back as it was.") % {"title": page.title}
        messages.success(self.request, done)
        return redirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


class ForgetView(RuleMixin, TemplateView):
    """Names what is lost, and asks whether a deleted page is to be forgotten for good."""

    rule = can_forget_page
    template_name = "cms/editing/forget.html"

    @cached_property
    def deleted(self) -> DeletedPage:
        """The deleted page that the address names."""
        return get_object_or_404(DeletedPage.objects.listed(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add it, and the titles of the pages that are lost with it."""
        lost = [page["fields"]["title"] for page in pages_in(self.deleted.archive)]
        return super().get_context_data(deleted=self.deleted, lost=lost, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Forget it."""
        actor: Any = request.user
        try:
            forget_page(actor=actor, deleted=self.deleted)
        except ServiceError as error:
            messages.error(request, str(error))
        else:
            words = {"title": self.deleted.title}
            messages.success(request, _("“%(title)s” is forgotten for good.") % words)
        return redirect("deleted_pages")
