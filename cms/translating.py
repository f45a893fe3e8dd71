"""Putting pages into another language side by side, by wagtail-localize, by rights (C4).

The library's own permission is for the whole site and does not ask what somebody may do with the
page in hand; these views do. Its other views ask for the right to edit the translation.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.rules import can_translate_below
from tenants.current import current_portal


class TranslatePageView(SubmitPageTranslationView):
    """Begin a translation: only into the portal's languages, only below what is translated."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse those who may not edit the page."""
        if not self.get_object().permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def get_form(self) -> Form:
        """Offer the portal's languages in which the page above is there for this person."""
        form: Form = super().get_form()
        choice: Any = form.fields["locales"]
        offered = choice.queryset.filter(language_code__in=current_portal().languages)
        may = [
            one.pk for one in offered if can_translate_below(self.request.user, self._above(one))
        ]
        choice.queryset = offered.filter(pk__in=may)
        choice.label = "Languages"
        if not may:
            choice.help_text = (
                "There is no language that you can put this page into. "
                "Translate the page above it first, or ask somebody who looks after that page."
            )
        return form

    def _above(self, language: Locale) -> Page | None:
        """Return the page below which the translation will stand; None where there is none yet."""
        above: Page = self.object.get_parent()
        return above if above.is_root() else above.get_translation_or_none(language)


class RenewTranslationsView(UpdateTranslationsView):
    """Take a page's changes over into its translations."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse those who may not edit the page and every translation of it."""
        if not all(rights.can_edit() for rights in self._rights(request)):
            raise PermissionDenied
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def get_form(self) -> Form:
        """Leave publishing to those who may publish every translation."""
        form: Form = super().get_form()
        if not all(rights.can_publish() for rights in self._rights(self.request)):
            del form.fields["publish_translations"]
        return form

    def form_valid(self, form: Form) -> HttpResponse:
        """Take the changes over; publish where that was asked for and allowed."""
        form.cleaned_data.setdefault("publish_translations", False)
        answer: HttpResponse = super().form_valid(form)
        return answer

    def _rights(self, request: HttpRequest) -> list[Any]:
        source: TranslationSource = self.get_object()
        pages = [source.get_source_instance()]
        for translation in source.translations.filter(enabled=True):
            pages.append(translation.get_target_instance())
        return [page.permissions_for_user(request.user) for page in pages if isinstance(page, Page)]


def translating_urls() -> list[URLPattern]:
    """Return the addresses that stand before the library's own of the same shape."""
    return [
        path("localize/submit/page/<int:page_id>/", TranslatePageView.as_view()),
        path("localize/update/<int:translation_source_id>/", RenewTranslationsView.as_view()),
    ]
