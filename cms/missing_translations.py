"""What is not in one of the portal's languages, or is out of date there: for editors (C4)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from accounts.rules import can_edit_site
from cms.models import Alert, SitePage, Term
from cms.page_map import Entry, PageMap, page_map
from cms.unfinished import texts_missing, translations_into
from tenants.access import RuleMixin
from tenants.current import current_portal
from tenants.languages import offered
from theme.bilingual import WELSH

NOT_BEGUN, BEGUN, OLD = _("Not begun"), _("Begun, not published"), _("Changed since")

IN_ENGLISH = _("This alert is not whole in Welsh: what is missing shows in English on Welsh pages.")
NOT_THERE = _("This term is not explained in Welsh: Welsh pages do without it.")


@dataclass(frozen=True, slots=True)
class Missing:
    """A text, and the language that it is not in, or in which it is out of date."""

    title: str
    language: str
    """Its name in that language."""
    state: str | Promise
    edit_url: str
    url: str = ""
    """Where readers of that language see the page."""
    next_url: str = ""
    """Where its translation is begun or continued."""


class Sisters:
    """The pages and translations of a portal, by the key that a page shares with its sisters."""

    def __init__(self, main: str) -> None:
        rows = SitePage.objects.in_own_words().values_list(
            "translation_key", "locale__language_code", "pk", "last_published_at"
        )
        self._found = {(key, code): (pk, moment) for key, code, pk, moment in rows}
        sources = TranslationSource.objects.filter(translations__enabled=True)
        self._taken_over = dict(sources.values_list("object_id", "last_updated_at"))
        targets = Page.objects.exclude(locale__language_code=main)
        lacking = [one for one in translations_into(targets) if texts_missing(one)]
        self._lacking = {(one.source.object_id, one.target_locale.language_code) for one in lacking}
        self._main = main

    def begun(self, key: UUID, language: str) -> int | None:
        """Return the page that is the beginning of a translation; None where there is none."""
        return self._found.get((key, language), (None, None))[0]

    def is_old(self, key: UUID, language: str) -> bool:
        """Whether a page changed in the portal's main language since its translation was published.

        Or since its changes were taken over into it, or with texts still to be translated.
        """
        changed, put_up = self._moment(key, self._main), self._moment(key, language)
        if language == self._main or not changed or not put_up:
            return False
        taken_over = self._taken_over.get(key, put_up)
        return min(put_up, taken_over) < changed or (key, language) in self._lacking

    def _moment(self, key: UUID, language: str) -> datetime | None:
        moment: datetime | None = self._found.get((key, language), (None, None))[1]
        return moment


def missing_translations(pages: PageMap, languages: list[str], main: str) -> Iterator[Missing]:
    """Yield what is missing or out of date in the order of the page tree.

    A page of a language that the portal does not offer only stands in, and needs no sisters but
    those in the portal's languages.
    """
    names, sisters = dict(settings.LANGUAGES), Sisters(main)
    for entry in pages.entries:
        for code in languages:
            seen = pages.seen(entry, code)
            if entry.language == code:
                continue
            begun = sisters.begun(entry.key, code)
            if seen.language == code and (
                entry.language != main or not sisters.is_old(entry.key, code)
            ):
                continue
            state = OLD if seen.language == code else BEGUN if begun else NOT_BEGUN
            next_url = _edit(begun) if begun else _begin(entry, code)
            yield Missing(entry.title, names[code], state, _edit(entry.pk), seen.url, next_url)


def _edit(pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def _begin(entry: Entry, language: str) -> str:
    address = reverse("wagtail_localize:submit_page_translation", args=[entry.pk])
    return f"{address}?select_locale={language}"


def without_welsh() -> Iterator[Missing]:
    """Yield the alerts that are not over, and the terms, that are not in Welsh."""
    yield from _rows(Alert.objects.not_over(timezone.now()), _("Alert"))
    yield from _rows(Term.objects.all(), _("Term"))


def _rows(rows: Iterable[Any], kind: Any) -> Iterator[Missing]:
    language = dict(settings.LANGUAGES)[WELSH]
    for row in [row for row in rows if row.lacks_welsh]:
        address = reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])
        yield Missing(f"{kind}: {row}", language, NOT_BEGUN, address, next_url=address)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def remind_of_welsh(request: HttpRequest, row: Any) -> None:
    """Tell whoever saved an alert or a term what Welsh pages will lack."""
    if WELSH not in offered() or not getattr(row, "lacks_welsh", False):
        return
    text = IN_ENGLISH if isinstance(row, Alert) else NOT_THERE
    messages.warning(request, text)


class MissingTranslationsView(RuleMixin, TemplateView):
    """The list in the editing area's reports."""

    rule = can_edit_site
    template_name = "cms/admin/missing_translations.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is missing, and how many pages there are."""
        portal, pages = current_portal(), page_map()
        missing: list[Missing] = []
        if len(portal.languages) > 1:
            main = portal.default_language
            missing += missing_translations(pages, portal.languages, main)
            missing += without_welsh() if WELSH in portal.languages else []
        return super().get_context_data(
            missing=missing,
            languages=[name for code, name in settings.LANGUAGES if code in portal.languages],
            number=len(pages.entries),
            **kwargs,
        )
