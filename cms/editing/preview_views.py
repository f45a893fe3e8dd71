"""Preview links on screen: a page's list of them, and the draft that they open (C5)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from cms.editing.previews import address_of_preview, draft_behind, end_preview, share_draft
from cms.editing.review_views import PageMixin
from cms.models import PreviewLink
from cms.models.editing import PREVIEW_DAYS, PREVIEW_LONGEST
from cms.rules import can_share_draft
from tenants.access import declare
from tenants.current import current
from tenants.errors import ServiceError
from tenants.links import LinkRefused
from tenants.modules import is_switched_off
from tenants.rules import anyone


class PreviewForm(forms.Form):
    """For how long, and for whom."""

    days = forms.IntegerField(
        label=gettext_lazy("Days for which it works"),
        min_value=1,
        max_value=PREVIEW_LONGEST,
        initial=PREVIEW_DAYS,
    )
    for_whom = forms.CharField(
        label=gettext_lazy("For whom"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("So that you know later which link is whose."),
    )


class PreviewsView(PageMixin, FormView[PreviewForm]):
    """The links to a page's draft; a form to make one, and a button to end each."""

    rule = can_share_draft
    form_class = PreviewForm
    template_name = "cms/editing/previews.html"

    def get_success_url(self) -> str:
        """Return this address."""
        return reverse("page_previews", args=[self.page.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the links, each with its address while it works."""
        now, language = timezone.now(), self.page.locale.language_code
        links = PreviewLink.objects.filter(page=self.page.pk).select_related("made_by")
        lines = [
            (link, address_of_preview(link, language) if link.ends_at > now else "")
            for link in links
        ]
        return super().get_context_data(page=self.page, lines=lines, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End a link, or make one."""
        key = request.POST.get("end", "")
        if not key.isdecimal():
            return super().post(request, *args, **kwargs)
        link = get_object_or_404(PreviewLink, pk=int(key), page=self.page.pk)
        actor: Any = request.user
        end_preview(actor=actor, link=link)
        messages.success(request, _("The link works no more."))
        return redirect(self.get_success_url())

    def form_valid(self, form: PreviewForm) -> HttpResponse:
        """Call the service."""
        actor: Any = self.request.user
        try:
            share_draft(actor=actor, page=self.page, **form.cleaned_data)
        except ServiceError as error:
            error.add_to(form)
            return self.form_invalid(form)
        messages.success(self.request, _("The link is ready. Copy it and send it on."))
        return super().form_valid(form)


@declare(anyone)
def draft_preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show a draft to whoever holds a link to it, on this portal and until its end.

    Never kept, by nobody: no copy here, none in the browser, no cookie, nothing for search engines.
    """
    try:
        found = draft_behind(token)
    except LinkRefused:
        raise Http404 from None
    if found is None:
        return _private(request, render(request, "cms/editing/preview_over.html", status=410))
    draft, link = found
    if draft.module and is_switched_off(current(), draft.module):
        raise Http404
    context = draft.get_context(request) | {"draft_until": link.ends_at}
    return _private(request, render(request, draft.get_template(request), context))


def _private(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)  # a form of the draft sets no cookie
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
    return answer
