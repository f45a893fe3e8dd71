"""A person's own list: shown, changed by forms without a script, mailed, and shared by a link."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from cms.directory.finder.cards import Card, cards_of
from cms.directory.finder.catalogue import catalogue
from cms.directory.finder.forms import MailListForm
from cms.directory.finder.mails import mail_list
from cms.directory.finder.own_list import (
    MOST,
    in_link,
    is_sent_from_here,
    keep,
    kept_keys,
    read_keys,
    shown_of,
)
from cms.directory.finder.views.frame import FinderFrame, crumbs, finder_url
from cms.directory.finder.views.public import Kept
from cms.public_forms import PublicFormView
from tenants.access import RuleMixin
from tenants.current import current
from tenants.rules import anyone

KEYS, BACK = "services", "back"
"""Names in forms and addresses: the services meant, and the search to go back to."""
ADDED, REMOVED, CLEARED, FULL = "added", "removed", "cleared", "full"


def cards_for(keys: Sequence[UUID]) -> list[Card]:
    """Return the services with these keys that show, in their order."""
    known = catalogue()
    return cards_of(known, shown_of(known, keys))


def link_to(cards: Sequence[Card]) -> str:
    """Return the address that shows a list to anybody; empty for an empty one."""
    if not cards:
        return ""
    keys = in_link(each.service.pk for each in cards)
    return f"{reverse('finder:shared_list')}?{KEYS}={keys}"


@method_decorator(never_cache, name="dispatch")
class ListView(FinderFrame):
    """The visitor's own list, to print, to mail and to share."""

    title = _("My list")
    template_name = "directory/own_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the services, what was just done, and the way to undo it."""
        asked = self.request.GET
        cards = cards_for(kept_keys(self.request))
        link = link_to(cards)
        done = next((name for name in (ADDED, REMOVED, CLEARED, FULL) if name in asked), "")
        changed = read_keys(asked.get(done, ""))
        return super().get_context_data(
            cards=cards,
            link=current().url(link) if link else "",
            done=done,
            changed=cards_for(changed) if changed else [],
            changed_keys=in_link(changed),
            most=MOST,
            back_url=_back(asked),
            **kwargs,
        )


class _Changing(RuleMixin, View):
    """Changes the list and leads to it. Asked for by its address alone, it shows the list."""

    rule = anyone
    done = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Lead to the list."""
        return redirect("finder:own_list")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change it, if a page of ours asked for it."""
        if not is_sent_from_here(request):
            raise Http404
        before, meant = kept_keys(request), read_keys(request.POST.get(KEYS, ""))
        after = self.changed(before, meant)
        query = QueryDict(mutable=True)
        query[self.said(before, meant, after)] = in_link(meant or before)
        if back := _back(request.POST):
            query[BACK] = back
        response = redirect(f"{reverse('finder:own_list')}?{query.urlencode()}")
        keep(response, after)
        return response

    def changed(self, before: list[UUID], meant: list[UUID]) -> list[UUID]:
        """Return the list as it is afterwards."""
        raise NotImplementedError

    def said(self, before: list[UUID], meant: list[UUID], after: list[UUID]) -> str:
        """Return what happened: the name in the address of the list."""
        return self.done


@method_decorator(csrf_exempt, name="dispatch")
class AddView(_Changing):
    """Puts services that show on the list; the last one that was put there comes last."""

    done = ADDED

    def changed(self, before: list[UUID], meant: list[UUID]) -> list[UUID]:
        """Add what shows and is not there yet, while there is room."""
        known = catalogue()
        kept = [each.key for each in shown_of(known, before)]
        more = [each.key for each in shown_of(known, meant) if each.key not in kept]
        return [*kept, *more][:MOST]

    def said(self, before: list[UUID], meant: list[UUID], after: list[UUID]) -> str:
        """Say so when there was no room."""
        full = len(after) == MOST and not set(meant) <= set(after)
        return FULL if full else ADDED


@method_decorator(csrf_exempt, name="dispatch")
class RemoveView(_Changing):
    """Takes services off the list."""

    done = REMOVED

    def changed(self, before: list[UUID], meant: list[UUID]) -> list[UUID]:
        """Leave the others."""
        return [key for key in before if key not in meant]


@method_decorator(csrf_exempt, name="dispatch")
class ClearView(_Changing):
    """Takes all services off the list, and the cookie away."""

    done = CLEARED

    def changed(self, before: list[UUID], meant: list[UUID]) -> list[UUID]:
        """Leave nothing."""
        return []


class SharedListView(Kept, FinderFrame):
    """A list that somebody shared: whatever of it shows, for anybody with the link."""

    title = _("A list of services")
    template_name = "directory/shared_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the services."""
        cards = cards_for(read_keys(self.request.GET.get(KEYS, "")))
        keys = in_link(each.service.pk for each in cards)
        return super().get_context_data(cards=cards, keys=keys, **kwargs)


class MailView(PublicFormView[MailListForm]):
    """Mails the list to whoever asks, once."""

    form_class = MailListForm
    template_name = "directory/mail_list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form; there is nothing to mail of an empty list."""
        if not self.cards:
            return redirect("finder:own_list")
        return super().get(request, *args, **kwargs)

    @property
    def cards(self) -> list[Card]:
        """The services on the list."""
        return cards_for(kept_keys(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is mailed."""
        own = {"title": str(_("My list")), "url": reverse("finder:own_list")}
        return super().get_context_data(
            cards=self.cards, breadcrumbs=crumbs(own), own_list_url=own["url"], **kwargs
        )

    def perform(self, **typed: Any) -> None:
        """Send it."""
        cards = self.cards
        mail_list(to=typed["email"], cards=cards, link=current().url(link_to(cards)))

    def get_success_url(self) -> str:
        """Say that it is on its way."""
        return reverse("finder:list_mailed")


class MailedView(FinderFrame):
    """It is on its way."""

    title = _("Your list is on its way")
    template_name = "directory/list_mailed.html"


def _back(asked: QueryDict) -> str:
    """Return the search that somebody came from; empty for anything that is not ours."""
    wanted, finder = asked.get(BACK, "")[:600], finder_url()
    ours = wanted == finder or wanted.startswith(f"{finder}?")
    return wanted if ours and wanted.isprintable() else ""
