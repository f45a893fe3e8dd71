"""Reviews on screen: a page's own, the list of what is due, and "reviewed today" (C5)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.models import Page, get_page_content_types

from accounts.models import User
from cms.approvers import administrators, edited_by, people_for
from cms.editing.intervals import AHEAD, later, months_for
from cms.editing.lists import PageList, pages_of
from cms.editing.reviews import mark_reviewed, set_review
from cms.models import PageReview, PolicyPage
from cms.models.editing import LONGEST_INTERVAL
from cms.rules import WRITERS, can_edit_page
from tenants.access import RuleMixin
from tenants.errors import ServiceError
from theme.times import day_in_words

OVERDUE, SOON = "overdue", "soon"


class ReviewForm(forms.Form):
    """When a page is due, how often, and who answers for it."""

    due_on = forms.DateField(
        label=gettext_lazy("Due on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    months = forms.IntegerField(
        label=gettext_lazy("Months between reviews"), min_value=1, max_value=LONGEST_INTERVAL
    )
    post = forms.CharField(
        label=gettext_lazy("Post that answers for it"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("A post, such as “Team leader”. It outlasts people."),
    )
    person = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Person who is reminded"),
        required=False,
        empty_label=gettext_lazy("Everybody who edits the page"),
    )

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = {one.pk for one in (*people_for(page, WRITERS), *administrators())}
        able = [one.pk for one in User.objects.filter(pk__in=people) if can_edit_page(one, page)]
        field: Any = self.fields["person"]
        field.queryset = User.objects.filter(pk__in=able)


class PageMixin(RuleMixin):
    """A screen about one page, for those who edit it."""

    rule = can_edit_page
    kwargs: dict[str, Any]

    @cached_property
    def page(self) -> Page:
        """The page that the address names, as its type has it."""
        return get_object_or_404(Page, pk=self.kwargs["pk"], depth__gt=1).specific

    def get_rule_object(self) -> Page:
        """Ask about the page."""
        return self.page


class ReviewView(PageMixin, FormView[ReviewForm]):
    """One page's review; its first button says that it was done today."""

    form_class = ReviewForm
    template_name = "cms/editing/review.html"

    @cached_property
    def review(self) -> PageReview | None:
        """What is kept of the page's review."""
        return PageReview.objects.filter(page=self.page.pk).select_related("reviewed_by").first()

    def get_initial(self) -> dict[str, Any]:
        """Start from what is kept, else from what is usual for the type."""
        if self.review is None:
            months = months_for(self.page._meta.model_name)
            return {"months": months, "due_on": later(timezone.localdate(), months)}
        names = ("due_on", "months", "post", "person")
        return {name: getattr(self.review, name) for name in names}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form the page."""
        return super().get_form_kwargs() | {"page": self.page}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add page and review."""
        return super().get_context_data(
            page=self.page,
            review=self.review,
            prints_day=isinstance(self.page, PolicyPage),
            **kwargs,
        )

    def get_success_url(self) -> str:
        """Return this address."""
        return reverse("page_review", args=[self.page.pk])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say that it was reviewed, or save the form."""
        if "reviewed" not in request.POST:
            return super().post(request, *args, **kwargs)
        actor: Any = request.user
        review = mark_reviewed(actor=actor, page=self.page)
        words = {"title": self.page.title, "day": day_in_words(review.due_on)}
        done = _("“%(title)s” is reviewed today. It is due again on %(day)s.") % words
        messages.success(request, done)
        back = request.POST.get("reviewed") == "list"
        return redirect("due_for_review") if back else redirect(self.get_success_url())

    def form_valid(self, form: ReviewForm) -> HttpResponse:
        """Call the service."""
        actor: Any = self.request.user
        try:
            set_review(actor=actor, page=self.page, **form.cleaned_data)
        except ServiceError as error:
            error.add_to(form)
            return self.form_invalid(form)
        messages.success(self.request, _("The change is saved."))
        return super().form_valid(form)


class DueForm(forms.Form):
    """Which reviews are asked for."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        required=False,
        choices=[
            ("", gettext_lazy("At any time")),
            (OVERDUE, gettext_lazy("Due now")),
            (SOON, gettext_lazy("Due within four weeks")),
        ],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Type"),
        required=False,
        widget=forms.Select(attrs={"class": "w-w-full"}),
    )
    mine = forms.BooleanField(label=gettext_lazy("Mine alone"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = get_page_content_types(include_base_page_type=False)
        named = sorted((one.name.capitalize(), str(one.pk)) for one in types)
        field: Any = self.fields["kind"]
        field.choices = [("", _("Every type")), *((key, name) for name, key in named)]


class DueForReviewView(PageList):
    """The pages on which somebody works, by the day on which they are due."""

    name = "due_for_review"
    form_class = DueForm
    template_name = "cms/editing/due_for_review.html"
    order = ("due_on", "page_id")
    headings = (
        gettext_lazy("Page"),
        gettext_lazy("Address"),
        gettext_lazy("Type"),
        gettext_lazy("Due on"),
        gettext_lazy("Post"),
        gettext_lazy("Person"),
        gettext_lazy("Reviewed on"),
    )

    def found(self, asked: dict[str, Any]) -> QuerySet[PageReview]:
        """Return reviews of published pages, narrowed as asked."""
        rows = PageReview.objects.filter(
            page__live=True, page__in=pages_of(self.request.user).values("pk")
        ).select_related("page__content_type", "page__locale", "person")
        today = timezone.localdate()
        if asked.get("when"):
            rows = rows.due_on(today if asked["when"] == OVERDUE else today + AHEAD)
        if asked.get("kind"):
            rows = rows.filter(page__content_type=asked["kind"])
        return rows.filter(person=self.request.user.pk) if asked.get("mine") else rows

    def cells(self, row: PageReview) -> Iterable[Any]:
        """Return a line of the file; days as ISO writes them."""
        return (
            row.page.title,
            row.page.url_path,
            row.page.content_type.name,
            row.due_on.isoformat(),
            row.post,
            row.person.get_full_name() if row.person else "",
            row.reviewed_on.isoformat() if row.reviewed_on else "",
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add today, and whether each page is one that its reader edits."""
        context = super().get_context_data(today=timezone.localdate(), **kwargs)
        context["soon"] = context["today"] + AHEAD
        edited = edited_by(self.request.user, [row.page for row in context["rows"]])
        context["lines"] = [(row, row.page_id in edited) for row in context["rows"]]
        return context
