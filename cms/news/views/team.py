"""The team's pages of news: what waits, what is there, and one piece."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, View

from cms.moderation.forms import RefuseForm
from cms.moderation.states import Status
from cms.news import rules
from cms.news.forms import NewsForm
from cms.news.models import NewsItem
from cms.news.services import publish_news, refuse_news, save_news, take_down_news
from cms.news.views.frame import NewsFrame, crumbs
from tenants.access import RuleMixin
from tenants.errors import ServiceError

PAGE = 30


class OfItem:
    """Knows the news that the address names; the rule is asked about it."""

    kwargs: dict[str, Any]

    @cached_property
    def item(self) -> NewsItem:
        """The news; else 404."""
        return get_object_or_404(NewsItem.objects.select_related("locality"), pk=self.kwargs["pk"])

    def get_rule_object(self) -> NewsItem:
        """Return the news."""
        return self.item

    def get_success_url(self) -> str:
        """Return the address of its page for the team."""
        return reverse("news:manage_item", args=[self.item.pk])


@method_decorator(never_cache, name="dispatch")
class NewsListView(NewsFrame):
    """All news by where it stands."""

    rule = rules.can_write_news
    title = _("Manage news")
    template_name = "news/manage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of news of one state, and how much there is of each."""
        status, before = (self.request.GET.get(name, "") for name in ("status", "before"))
        rows = NewsItem.objects.select_related("locality").order_by("-pk")
        if status in Status.values:
            rows = rows.filter(status=status)
        if before.isascii() and before.isdecimal() and len(before) < 18:
            rows = rows.filter(pk__lt=int(before))
        found = list(rows[: PAGE + 1])
        more = len(found) > PAGE
        return super().get_context_data(
            items=found[:PAGE],
            states=_states(status),
            status=status,
            older_url=f"?status={status}&before={found[PAGE - 1].pk}" if more else "",
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class NewsItemView(OfItem, NewsFrame):
    """One piece of news: where it stands and what can be done."""

    rule = rules.can_write_news
    template_name = "news/manage_item.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what this person may do."""
        item, user = self.item, self.request.user
        return super().get_context_data(
            item=item,
            title=item.said("title"),
            may_edit=rules.can_edit_news(user, item),
            may_publish=rules.can_publish_news(user, item),
            breadcrumbs=_way(),
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class NewsServiceForm(RuleMixin, FormView[Any]):
    """A form that leads to one call of a service."""

    template_name = "news/manage_form.html"
    title: ClassVar[Any] = ""
    submit: ClassVar[Any] = _("Save")
    done: ClassVar[Any] = ""

    def perform(self, form: Any) -> None:
        """Call the service. Raises `ServiceError`."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it and say so."""
        try:
            self.perform(form)
        except ServiceError as error:
            error.add_to(form)
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add heading, button and the way back."""
        frame = {"title": self.title, "submit": self.submit, "breadcrumbs": _way()}
        frame["cancel_url"] = self.get_success_url()
        return super().get_context_data(**(frame | kwargs))


class NewNewsView(NewsServiceForm):
    """New news, kept as a draft."""

    rule = rules.can_write_news
    form_class = NewsForm
    title = _("Add news")
    submit = _("Save as a draft")
    done = _("The news is saved as a draft. Look it over, then publish it.")
    made: NewsItem | None = None

    def perform(self, form: NewsForm) -> None:
        """Keep it."""
        self.made = _save(self.request.user, None, form)

    def get_success_url(self) -> str:
        """Go on to its page."""
        if self.made is None:
            return reverse("news:manage")
        return reverse("news:manage_item", args=[self.made.pk])


class EditNewsView(OfItem, NewsServiceForm):
    """Changes news."""

    rule = rules.can_edit_news
    form_class = NewsForm
    template_name = "news/edit.html"
    title = _("Change the news")
    done = _("The news is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill the form with a copy: the service writes to the news itself."""
        return super().get_form_kwargs() | {"instance": NewsItem.objects.get(pk=self.item.pk)}

    def perform(self, form: NewsForm) -> None:
        """Keep it; with the second button of what waits, publish it as well."""
        item = _save(self.request.user, self.item, form)
        if "publish" in self.request.POST:
            publish_news(actor=self.request.user, item=item, changes=bool(form.changed_data))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer to publish at once what is not on the site."""
        may = rules.can_publish_news(self.request.user, self.item)
        return super().get_context_data(
            item=self.item, may_publish=may and not self.item.is_shown, **kwargs
        )


class RefuseView(OfItem, NewsServiceForm):
    """Refuses what was sent in, with a reason."""

    rule = rules.can_publish_news
    form_class = RefuseForm
    title = _("Refuse this news?")
    submit = _("Refuse it")
    done = _("The news is refused, and the sender is told why.")

    def perform(self, form: RefuseForm) -> None:
        """Refuse it."""
        refuse_news(actor=self.request.user, item=self.item, **form.cleaned_data)


class Act(OfItem, RuleMixin, View):
    """One button on the page of a piece of news."""

    rule = rules.can_publish_news
    done: ClassVar[Any] = ""

    def act(self) -> None:
        """Call the service. Raises `ServiceError`."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the page with the button."""
        return redirect(self.get_success_url())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, and say so or why not."""
        try:
            self.act()
        except ServiceError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, str(self.done))
        return redirect(self.get_success_url())


class PublishView(Act):
    """Publishes news as it is."""

    done = _("The news is published.")

    def act(self) -> None:
        """Publish it."""
        publish_news(actor=self.request.user, item=self.item)


class TakeDownView(Act):
    """Takes news off the site."""

    done = _("The news is off the site. You can publish it again.")

    def act(self) -> None:
        """Take it down."""
        take_down_news(actor=self.request.user, item=self.item)


def _save(actor: Any, item: NewsItem | None, form: NewsForm) -> NewsItem:
    values = dict(form.cleaned_data)
    upload = values.pop("upload", None)
    without = bool(values.pop("without_picture", False))
    return save_news(actor=actor, item=item, values=values, upload=upload, without_picture=without)


def _states(chosen: str) -> list[dict[str, Any]]:
    rows = NewsItem.objects.order_by().values("status").annotate(n=Count("pk"))
    counts = {row["status"]: row["n"] for row in rows}
    return [
        {"value": value, "label": label, "count": counts.get(value, 0), "is_on": value == chosen}
        for value, label in Status.choices
    ]


def _way() -> list[dict[str, str]]:
    return crumbs({"title": gettext("Manage news"), "url": reverse("news:manage")})
