"""Turning content files into published pages of the schema in hand."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Model, Q
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Locale, Page

from cms.content import markdown
from cms.content.days import day_of
from cms.content.files import ContentError, ContentFile
from cms.directory.models import FinderPage
from cms.events.models import EventsPage
from cms.models import (
    CampaignPage,
    ComplaintsPage,
    ContactPage,
    FaqPage,
    GuidePage,
    HomePage,
    PolicyPage,
    ProgrammeCataloguePage,
    ProgrammePage,
    PublicationPage,
    SectionPage,
    ServicePage,
    SitePage,
    StepByStepPage,
)
from cms.news.models import NewsPage
from cms.page_map import HOME_DEPTH
from tenants.content_version import public_content_changed

MODELS: dict[str, type[SitePage]] = {
    "home": HomePage,
    "section": SectionPage,
    "service": ServicePage,
    "policy": PolicyPage,
    "publication": PublicationPage,
    "guide": GuidePage,
    "steps": StepByStepPage,
    "faq": FaqPage,
    "contact": ContactPage,
    "campaign": CampaignPage,
    "complaints": ComplaintsPage,
    "programmes": ProgrammeCataloguePage,
    "programme": ProgrammePage,
    "events": EventsPage,
    "news": NewsPage,
    "finder": FinderPage,
}
RICH = ("what", "who_for", "how_to_get_it", "contact", "evidence", "training", "how_to_join")


def load_pages(
    files: Iterable[ContentFile], *, locale: Locale | None = None, home: str = "home"
) -> list[SitePage]:
    """Create or replace the pages that `files` describe, under one home page, and publish them.

    `home` is the slug of the home page they stand under; another language's is named after it.
    Two passes: first every page is there, then its text is filled in, so links may point anywhere.
    """
    files = list(files)
    tree = _Tree(locale or Locale.get_default(), home)
    pages = {file.slug: tree.place(file) for file in files}
    find = tree.finder()
    for file in files:
        try:
            _fill(pages[file.slug], file, find)
        except ContentError as error:
            raise ContentError(f"{file.slug}: {error}") from None
    public_content_changed()
    return list(pages.values())


class _Tree:
    """The pages of one language, by slug."""

    def __init__(self, locale: Locale, home: str) -> None:
        self.locale, self.home = locale, home
        self.pages = SitePage.objects.filter(locale=locale)

    def named(self, slug: str) -> SitePage | None:
        """Return the page of that slug."""
        return self.pages.filter(slug=self.home if slug == "home" else slug).first()

    def place(self, file: ContentFile) -> SitePage:
        """Return the page of that slug, made empty below its parent when it is not there yet."""
        model = MODELS[file.type]
        found = self.named(file.slug)
        if found is not None and isinstance(found.specific, model):
            return self._below(found.specific, file)
        if found is not None:
            found.delete()
        slug = self.home if file.type == "home" else file.slug
        page = model(slug=slug, title=file.title, locale=self.locale, **self.translates(file))
        if isinstance(page, HomePage):
            page.hero_title = file.title
        self.parent(file).add_child(instance=page)
        return page

    def translates(self, file: ContentFile) -> dict[str, UUID]:
        """Return the key that a page shares with that of the same slug in the other languages."""
        others = SitePage.objects.exclude(locale=self.locale)
        named = Q(depth=HOME_DEPTH) if file.type == "home" else Q(slug=file.slug)
        key = others.filter(named).values_list("translation_key", flat=True).first()
        return {"translation_key": key} if key else {}

    def parent(self, file: ContentFile) -> Page:
        """Return the page above; raise `ContentError` when it is not there."""
        if file.type == "home":
            return Page.get_first_root_node()
        parent = self.named(file.parent)
        if parent is None:
            raise ContentError(f"{file.slug}: no page “{file.parent}” to stand under.")
        return parent

    def _below(self, page: SitePage, file: ContentFile) -> SitePage:
        parent = self.parent(file)
        if page.get_parent().pk != parent.pk:
            page.move(parent, pos="last-child")
            page = page.specific_class.objects.get(pk=page.pk)
        return page

    def finder(self) -> markdown.FindPage:
        """Return what finds a page's key by its slug: this language's first, else any."""
        known = dict(SitePage.objects.values_list("slug", "pk"))
        known |= dict(self.pages.values_list("slug", "pk"))
        known["home"] = known.get(self.home, 0)

        def find(slug: str) -> int:
            if slug not in known:
                raise ContentError(f"links to a page that is not there: {slug}")
            return known[slug]

        return find


def sort_pages(files: Iterable[ContentFile]) -> None:
    """Bring sisters into the order that their files ask for."""
    by_parent: dict[str, list[ContentFile]] = {}
    for file in files:
        by_parent.setdefault(file.parent, []).append(file)
    for parent, children in by_parent.items():
        wanted = [f.slug for f in sorted(children, key=lambda file: (file.order, file.slug))]
        _sort(parent, wanted)


def _sort(parent: str, wanted: list[str]) -> None:
    above = SitePage.objects.filter(slug=parent).first()
    if above is None:
        return
    present = set(above.get_children().values_list("slug", flat=True))
    wanted = [slug for slug in wanted if slug in present]
    for at, slug in enumerate(wanted):
        now = list(above.get_children().values_list("slug", flat=True))
        if now[at] != slug:
            children = above.get_children()
            page, target = children.get(slug=slug), children.get(slug=now[at])
            page.move(target, pos="left")


def _fill(page: SitePage, file: ContentFile, find: markdown.FindPage) -> None:
    # Children may have come since the page was placed: saving must not undo their count.
    page.refresh_from_db(fields=["path", "depth", "numchild", "url_path"])
    page.title = page.draft_title = file.title
    page.search_description = file.summary
    page.show_in_menus = file.menu == "main"
    page.show_in_footer = file.menu == "footer"
    page.module = file.module
    for name, value in {**file.fields, **_content(file, find)}.items():
        _set(page, name, value, find)
    page.last_published_at = timezone.now()
    page.first_published_at = page.first_published_at or page.last_published_at
    page.save()


def _content(file: ContentFile, find: markdown.FindPage) -> dict[str, Any]:
    if file.type in ("guide", "steps"):
        name, child = ("parts", "part") if file.type == "guide" else ("steps", "step")
        return {
            name: [
                {"type": child, "value": {"title": title, "body": markdown.blocks(text, find)}}
                for title, text in markdown.parts(file.body)
            ]
        }
    if file.type == "faq":
        return {
            "questions": [
                {
                    "type": "question",
                    "value": {"question": title, "answer": markdown.blocks(text, find)},
                }
                for title, text in markdown.parts(file.body)
            ]
        }
    return {"body": markdown.blocks(file.body, find)}


def _set(page: Model, name: str, value: Any, find: markdown.FindPage) -> None:
    if name in RICH:
        value = markdown.html(value, find)
    elif name == "tasks":
        value = [{"type": "task", "value": {**task, "page": find(task["page"])}} for task in value]
    elif name == "related":
        value = [{"type": "page", "value": find(slug)} for slug in value]
    elif name == "runs":
        value = [{"type": "run", "value": _run(run)} for run in value]
    elif name == "version":
        value = str(value)
    elif name == "owner":
        name = "kept_by"  # Wagtail's pages have an owner already: who made them
    field = page._meta.get_field(name)
    if isinstance(field, StreamField):
        value = block_list(page, name, value)
    setattr(page, name, value)


def block_list(page: Model, name: str, value: list[dict[str, Any]]) -> Any:
    """Return blocks, plain data, as a page's field has them."""
    field: Any = page._meta.get_field(name)
    return field.to_python(json.dumps(_with_ids(value)))


def _with_ids(value: Any) -> Any:
    """Return blocks with an identifier each, however deep: translations are tied to them."""
    if isinstance(value, list):
        return [_with_ids(each) for each in value]
    if not isinstance(value, dict):
        return value
    whole = {name: _with_ids(each) for name, each in value.items()}
    return {"id": str(uuid4()), **whole} if {"type", "value"} <= value.keys() else whole


def _run(run: dict[str, Any]) -> dict[str, Any]:
    """Return a planned group as its block has it: from a date, or a weekday so many weeks on."""
    run = dict(run)
    if "weekday" in run:
        run["first_day"] = day_of(run.pop("weekday"), run.pop("week"), timezone.localdate())
    return run | {"first_day": run["first_day"].isoformat()}
