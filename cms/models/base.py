"""What every page of a portal has."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.utils.decorators import cached_classmethod

from cms.addresses import address_of, language_of
from cms.editing.care_panel import CarePanel
from cms.models.page_forms import SitePageForm
from cms.page_map import page_map
from cms.sharing_panel import SharingPanel
from cms.versions import written_in
from tenants.current import current
from tenants.languages import plain_address
from tenants.modules import is_switched_off, switched_off_modules
from tenants.page_cache import mark_public

SUMMARY_HELP = (
    "One or two sentences. They stand below the title, in lists of pages, and in search results."
)
ADD_ON_HELP = "The page shows only while this add-on is switched on."


class SitePageQuerySet(PageQuerySet):
    """Pages by who may see them."""

    def shown(self) -> "SitePageQuerySet":
        """Published, open to everybody, and not of a module that is off."""
        pages = self.live().public().in_own_words()
        return pages.exclude(module__in=switched_off_modules(current()))

    def in_own_words(self) -> "SitePageQuerySet":
        """No mere copies of a page in another language, whose readers would meet them unmarked."""
        return self.filter(Q(alias_of=None) | Q(alias_of__locale=F("locale")))


class SitePage(Page):
    """Common to all page types. The summary is Wagtail's search description."""

    show_in_footer = models.BooleanField(default=False)
    module = models.CharField(
        max_length=40,
        blank=True,
        help_text="The page shows only while this module is switched on.",
    )

    objects = PageManager.from_queryset(SitePageQuerySet)()

    is_creatable = False
    is_single = False
    """Whether there is one page of the type in each language."""
    base_form_class = SitePageForm
    settings_panels: ClassVar[list[Any]] = [
        *Page.settings_panels,
        FieldPanel("module", heading="Add-on", help_text=ADD_ON_HELP),
    ]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title")],
            heading="Address and search engines",
        ),
        MultiFieldPanel(
            [FieldPanel("show_in_menus"), FieldPanel("show_in_footer")],
            heading="Where it is linked from",
        ),
    ]
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("search_description", heading="Summary", help_text=SUMMARY_HELP),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("search_description", boost=2),
        index.FilterField("module"),
    ]

    @classmethod
    def clean_parent_page_models(cls) -> list[type[Page]]:
        """Return the types that a page may stand below: never the root, where the homes stand."""
        models: list[type[Page]] = super().clean_parent_page_models()
        at_root = "wagtailcore.Page" in (getattr(cls, "parent_page_types", None) or ())
        return models if at_root else [model for model in models if model is not Page]

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Whether a page may be made below another: of some types one in each language."""
        if cls.is_single and cls.objects.filter(locale=parent.locale).exists():
            return False
        return bool(super().can_create_at(parent))

    @cached_classmethod
    def get_edit_handler(cls: type["SitePage"]) -> Any:
        """Return the editor's tabs: Wagtail's three, who may edit the page, and its care."""
        tabs = [
            ObjectList(cls.content_panels, heading="Content"),
            ObjectList(cls.promote_panels, heading="Promote"),
            ObjectList(cls.settings_panels, heading="Settings"),
            ObjectList([SharingPanel()], heading="Sharing"),
            ObjectList([CarePanel()], heading="Care"),
        ]
        return TabbedInterface(tabs, base_form_class=cls.base_form_class).bind_to_model(cls)

    @property
    def language(self) -> str:
        """The language that the page is written in; its code."""
        entry = page_map().by_pk.get(self.pk)
        return entry.language if entry else str(self.locale.language_code)

    @property
    def summary(self) -> str:
        """One or two sentences, shown under the heading, in lists and in results."""
        return str(self.search_description)

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        """Return site, root address and path; pages of every language belong to the one site."""
        roots = self._get_site_root_paths(request)
        if not roots:
            return None
        return (roots[0].site_id, current().url(""), address_of(self.url_path, self.language))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add breadcrumbs and the pages below, without asking the database."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        pages, asked = page_map(), language_of(request.path)
        context["breadcrumbs"] = [
            {"title": entry.title, "url": entry.url}
            for entry in (pages.seen(above, asked) for above in pages.ancestors(self.pk))
        ]
        context["children"] = [pages.seen(below, asked) for below in pages.children(self.pk)]
        context["text_language"] = self.language if self.language != asked else ""
        context["page_description"] = self.summary
        context["page_address"] = address_of(self.url_path, asked)
        context["page_image"] = current().url(plain_address("share_picture"))
        context["page_versions"] = written_in(self.pk)
        return context

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return the page's line for search engines, with its versions in other languages."""
        lines: list[dict[str, Any]] = super().get_sitemap_urls(request)
        versions = written_in(self.pk)
        for line in lines:
            line["alternates"] = [
                {"lang_code": version["code"], "location": version["full_url"]}
                for version in versions
            ]
        return lines

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page, unless its module is off; anonymous visitors share one copy."""
        if self.module and is_switched_off(current(), self.module):
            raise Http404
        response = super().serve(request, *args, **kwargs)
        if not request.user.is_authenticated and request.method in ("GET", "HEAD"):
            return mark_public(response)
        return response
