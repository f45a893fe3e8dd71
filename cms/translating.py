"""Putting pages into another language side by side, by wagtail-localize, by rights (C4).

The library's own permission is for the whole site and does not ask what somebody may do with the
page in hand; these views do. Its other views ask for the right to edit the translation.
"""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from accounts.rules import can_edit_site
from cms.page_map import HOME_DEPTH
from cms.rules import can_edit_page, can_translate_below
from tenants.access import RuleMixin
from tenants.current import current_portal

NO_LANGUAGE = (
    "There is no language that you can put this page into. Translate the page above it first, "
    "or ask somebody who looks after both pages."
)
NOT_YOURS = "You cannot take changes over into these translations: you may not edit all of them."
GONE = "This translation is no longer there."


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
        offered = choice.queryset.filter(language_code__in=current_portal().languages)
        may_edit = can_edit_page(self.request.user, self.object)
        may = [one.pk for one in offered if may_edit and self._may_use(one)]
        choice.queryset = offered.filter(pk__in=may)
        choice.label = "Languages"
        if not may:
            choice.help_text = NO_LANGUAGE
        return form

    def _may_use(self, language: Locale) -> bool:
        user, above = self.request.user, self.object.get_parent()
        sister = above if above.is_root() else above.get_translation_or_none(language)
        return can_translate_below(user, sister)


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
        return form

    def form_valid(self, form: Form) -> HttpResponse:
        """Take the changes over; publish where that was asked for and allowed."""
        form.cleaned_data.setdefault("publish_translations", False)
        answer: HttpResponse = super().form_valid(form)
        return answer

    def _pages(self, source: TranslationSource) -> list[Page]:
        """Return the page and its translations."""
        pages = [source.get_source_instance()]
        for translation in source.translations.filter(enabled=True):
            pages.append(translation.get_target_instance())
        return [page for page in pages if isinstance(page, Page)]


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
