"""The list of portals, one portal, and making a new one."""

from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.generic import FormView, TemplateView

from tenants.console.actions import actions_for
from tenants.console.figures import SchemaFigures, counts_of, schema_figures
from tenants.console.forms import CreateForm, ListForm
from tenants.console.frame import Link
from tenants.console.listing import TAGS, found_portals, page_of
from tenants.console.views.base import ConsoleMixin, OnePortalMixin
from tenants.errors import ServiceError
from tenants.models import Portal, PortalQuerySet, address
from tenants.modules import enabled_modules
from tenants.provisioning.fingerprint import migrations_fingerprint
from tenants.services import create_portal, deletable_from
from theme.times import day_in_words

Row = dict[str, Any]
UNKNOWN = "Not known: its part of the database is missing"


class PortalListView(ConsoleMixin, TemplateView):
    """Every portal with status, size and last activity."""

    template_name = "tenants/console/portal_list.html"
    title = "Portals"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the page of the list that the address asks for."""
        form = ListForm(self.request.GET)
        readable = form.is_valid()
        asked = {name: form.cleaned_data.get(name, "") for name in form.fields}
        words, status = asked["q"], asked["status"]
        matching = found_portals(words) if readable else Portal.objects.none()
        page = page_of(
            matching.filter(status=status) if status else matching,
            after=asked["after"],
            before=asked["before"],
        )
        return super().get_context_data(
            words=words,
            is_narrowed=bool(words or status or not readable),
            page=page,
            totals=status_links(matching, words, status),
            earlier_url=page.before and _list_url(q=words, status=status, before=page.before),
            later_url=page.after and _list_url(q=words, status=status, after=page.after),
            **kwargs,
        )


def status_links(portals: PortalQuerySet, words: str, chosen: str) -> list[Link]:
    """Return how many of these portals have each status, with the address that shows those."""
    counted = portals.order_by().values_list("status").annotate(Count("pk"))
    numbers: dict[str, int] = dict(counted)
    found = [
        (str(label), status, numbers[status])
        for status, label in Portal.Status.choices
        if status in numbers
    ]
    if found:
        found.insert(0, ("All", "", sum(numbers.values())))
    return [
        {
            "title": title,
            "number": number,
            "url": _list_url(q=words, status=status),
            "current": status == chosen,
        }
        for title, status, number in found
    ]


def _list_url(**query: str) -> str:
    kept = {name: value for name, value in query.items() if value}
    return f"{reverse('console:list')}?{urlencode(kept)}" if kept else reverse("console:list")


class PortalView(OnePortalMixin, TemplateView):
    """One portal: what it is, how much it holds, and what can be done with it."""

    template_name = "tenants/console/portal_detail.html"

    def get_title(self) -> str:
        """Return the portal's name."""
        return self.portal.name

    def crumbs(self) -> list[Link]:
        """Return nothing: the portal itself is the last crumb."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add facts, figures and actions."""
        moment = deletable_from(self.portal)
        deletable = moment is not None and moment <= timezone.now()
        return super().get_context_data(
            tag=TAGS[self.portal.status],
            facts=facts_of(self.portal),
            figures=figures_of(self.portal),
            domains=domains_of(self.portal),
            deletable_from=moment,
            deletable=deletable,
            actions=[
                {
                    "title": action.title,
                    "text": action.text,
                    "url": reverse(f"console:{action.name}", args=[self.portal.slug]),
                }
                for action in actions_for(self.portal, deletable=deletable)
            ],
            **kwargs,
        )


def domains_of(portal: Portal) -> list[Row]:
    """Return the hosts that a portal answers to, the main one first."""
    return [
        {"host": each.domain, "url": address(each.domain), "is_primary": each.is_primary}
        for each in portal.domains.all()
    ]


def facts_of(portal: Portal) -> list[Row]:
    """Return what a portal is, as rows of a summary list."""
    languages = dict(settings.LANGUAGES)
    named = [languages.get(code, code) for code in portal.languages]
    modules = [module.title for module in enabled_modules(portal)]
    current = portal.migrated_to == migrations_fingerprint()
    return [
        {"key": "Name", "value": portal.name},
        {"key": "Short name", "value": portal.short_name},
        {"key": "Web name", "value": portal.slug},
        {"key": "Kind", "value": portal.get_kind_display()},
        {"key": "Languages", "value": ", ".join(named)},
        {"key": "Add-ons", "value": ", ".join(modules) or "None"},
        {"key": "Created", "value": day_in_words(portal.created_at)},
        {
            "key": "Version",
            "value": "Up to date" if current else "Out of date: run “manage.py prepare”",
        },
    ]


def figures_of(portal: Portal) -> list[Row]:
    """Return how much a portal holds, as rows of a summary list: counts, never names."""
    counts = counts_of(portal)
    figures = schema_figures([portal]).get(portal.schema_name, SchemaFigures())
    return [
        {"key": "People with an account", "value": _known(counts.people)},
        {"key": "Pages", "value": _known(counts.pages)},
        {"key": "Files", "value": f"{counts.files} ({filesizeformat(counts.file_bytes)})"},
        {"key": "Size of the database", "value": filesizeformat(figures.size)},
        {"key": "Last activity", "value": day_in_words(figures.last_activity) or "None yet"},
    ]


def _known(count: int | None) -> str:
    return UNKNOWN if count is None else str(count)


class CreateView(ConsoleMixin, FormView[CreateForm]):
    """Make a portal from one page (P2)."""

    template_name = "tenants/console/portal_create.html"
    form_class = CreateForm
    title = "New portal"

    def form_valid(self, form: CreateForm) -> HttpResponse:
        """Make it, or say beside the fields why not."""
        try:
            portal = create_portal(actor=self.request.user, details=form.details)
        except ServiceError as error:
            error.add_to(form)
            return self.form_invalid(form)
        self.success_url = reverse("console:created", args=[portal.slug])
        return super().form_valid(form)


class CreatedView(OnePortalMixin, TemplateView):
    """The portal is there: where it is, and what happens next."""

    template_name = "tenants/console/portal_created.html"
    title = "Portal created"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how long the invitation works."""
        return super().get_context_data(invitation_days=settings.INVITATION_DAYS, **kwargs)
