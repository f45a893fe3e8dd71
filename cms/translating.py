"""Putting pages into another language side by side, by wagtail-localize, by rights (C4).

The library's own permission is for the whole site and does not ask what somebody may do with the
page in hand; these views do. Its other views ask for the right to edit the translation.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from accounts.rules import can_edit_site
from cms.page_map import HOME_DEPTH
from cms.rules import can_edit_page, can_translate_below
from cms.unfinished import texts_missing, unfinished_below
from tenants.access import RuleMixin
from tenants.current import current_portal

NOT_YOUR_PAGE = "You cannot put this page into another language: you may not edit it."
THERE_ALREADY = "This page is there, or begun, in each of the portal's languages already."
NO_LANGUAGE = (
    "There is no language that you can put this page into. Translate the page above it first, "
    "or ask somebody who looks after both pages."
)
NOT_YOURS = "You cannot take changes over into these translations: you may not edit all of them."
GONE = "This translation is no longer there."
WAITS = (
    "“%(title)s” is not published in %(language)s: texts to translate: %(number)d. "
    "Until all are translated, readers see the page in the other language, with a notice."
)
ONLY_WHOLE = "Only those in which no text is left to translate are published."
BUTTONS = ("register_page_header_buttons", "register_page_listing_more_buttons")
"""Where Wagtail and its add-ons offer what can be done with a page."""


def languages_for(user: Any, page: Page) -> list[Locale]:
    """Return the portal's languages that somebody may begin to put a page into."""
    if page.depth < HOME_DEPTH or not can_edit_page(user, page):
        return []
    above = page.get_parent()
    return [
        one
        for one in _not_begun(page)
        if can_translate_below(user, above if above.is_root() else _sister(above, one))
    ]


def _not_begun(page: Page) -> list[Locale]:
    """Return the portal's languages in which there is no page yet but a mere copy, if any."""
    sisters = page.get_translations(inclusive=True).exclude(alias_of__isnull=False)
    offered = Locale.objects.filter(language_code__in=current_portal().languages)
    return list(offered.exclude(pk__in=sisters.values("locale_id")))


def _sister(page: Page, language: Locale) -> Page | None:
    sister: Page | None = page.get_translation_or_none(language)
    return sister


class TranslatePageView(RuleMixin, SubmitPageTranslationView):
    """Begin a translation of a page that one may edit, below a page that is translated."""

    rule = can_edit_site

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead on from what is above the home pages: there is nothing to translate."""
        page = Page.objects.filter(pk=self.kwargs["page_id"]).first()
        if page is not None and page.depth < HOME_DEPTH:
            return redirect("wagtailadmin_explore_root")
        return super().dispatch(request, *args, **kwargs)

    def get_form(self) -> Form:
        """Offer the portal's languages in which the page above is there for this person."""
        form: Form = super().get_form()
        choice: Any = form.fields["locales"]
        may = [one.pk for one in languages_for(self.request.user, self.object)]
        choice.queryset = choice.queryset.filter(pk__in=may)
        choice.label = "Languages"
        if not may:
            choice.help_text = self._why_none()
        return form

    def _why_none(self) -> str:
        if not can_edit_page(self.request.user, self.object):
            return NOT_YOUR_PAGE
        return NO_LANGUAGE if _not_begun(self.object) else THERE_ALREADY


class RenewTranslationsView(RuleMixin, UpdateTranslationsView):
    """Take a page's changes over into its translations."""

    rule = can_edit_site

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Turn away whoever may not edit the page and every translation of it."""
        source = TranslationSource.objects.filter(pk=self.kwargs["translation_source_id"]).first()
        user = request.user
        may = source and all(can_edit_page(user, page) for page in self._pages(source))
        if can_edit_site(user) and not may:
            messages.error(request, NOT_YOURS if source else GONE)
            return redirect("wagtail_localize:translations_report")
        return super().dispatch(request, *args, **kwargs)

    def get_form(self) -> Form:
        """Leave publishing to those who may publish every translation."""
        form: Form = super().get_form()
        user, pages = self.request.user, self._pages(self.object)
        if not all(page.permissions_for_user(user).can_publish() for page in pages):
            del form.fields["publish_translations"]
        else:
            form.fields["publish_translations"].help_text = ONLY_WHOLE
        return form

    def form_valid(self, form: Form) -> HttpResponse:
        """Take the changes over; where that was asked for and allowed, publish what is whole."""
        wanted = form.cleaned_data.get("publish_translations", False)
        form.cleaned_data["publish_translations"] = False
        answer: HttpResponse = super().form_valid(form)
        for one in self.object.translations.filter(enabled=True) if wanted else []:
            if texts_missing(one):
                _say_that_it_waits(self.request, one)
            else:
                one.save_target(user=self.request.user, publish=True)
        return answer

    def _pages(self, source: TranslationSource) -> list[Page]:
        """Return the page and its translations."""
        pages = [source.get_source_instance()]
        for translation in source.translations.filter(enabled=True):
            pages.append(translation.get_target_instance())
        return [page for page in pages if isinstance(page, Page)]


@hooks.register("before_edit_page", order=-1)  # before the library's own, which publishes
def wait_for_all_texts(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Publish no translation in which a text is missing: it would show as one of its language."""
    if request.POST.get("action") != "publish":
        return None
    waiting = unfinished_below([page])
    for one in waiting:
        _say_that_it_waits(request, one)
    return redirect("wagtailadmin_pages:edit", page.pk) if waiting else None


@hooks.register("before_bulk_action")
def wait_for_all_texts_of_many(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Refuse to publish many pages at once while a text of one of them is missing."""
    if action_type != "publish" or action.model is not Page:
        return None
    below = bool(action.cleaned_form and action.cleaned_form.cleaned_data["include_descendants"])
    waiting = unfinished_below(objects, drafts_below=below)
    for one in waiting:
        _say_that_it_waits(request, one)
    return redirect(action.next_url) if waiting else None


def _say_that_it_waits(request: HttpRequest, translation: Translation) -> None:
    words = {
        "title": translation.source.object_repr,
        "language": translation.target_locale.get_display_name(),
        "number": texts_missing(translation),
    }
    messages.error(request, WAITS % words)


def translation_buttons(page: Page, user: Any, **about: Any) -> Iterator[Button]:
    """Offer to translate a page, and to take its changes over, to those who may do that."""
    if not can_edit_page(user, page):
        return
    begin = reverse("wagtail_localize:submit_page_translation", args=[page.alias_of_id or page.pk])
    for button in page_listing_more_buttons(page, user, **about):
        if button.url != begin or languages_for(user, page):
            yield button


def use_translation_buttons() -> None:
    """Use these in place of the library's, which do not ask what somebody may do with the page."""
    for name in BUTTONS:
        hooks._hooks[name].remove((page_listing_more_buttons, 0))
        hooks.register(name, translation_buttons)


def translating_urls() -> list[URLPattern]:
    """Return the addresses that stand before the library's own of the same shape."""
    return [
        path(
            "localize/submit/page/<int:page_id>/",
            TranslatePageView.as_view(),
            name="translate_page",
        ),
        path(
            "localize/update/<int:translation_source_id>/",
            RenewTranslationsView.as_view(),
            name="renew_translations",
        ),
    ]
