"""Links that lead nowhere: the list, and the button to look again (C5)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.editing.links import start_link_check
from cms.editing.lists import PageList, pages_of
from cms.models import BrokenLink, LinkCheck
from cms.rules import can_check_links
from tenants.errors import ServiceError


class ReasonForm(forms.Form):
    """Which links are asked for."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why"),
        required=False,
        choices=[("", gettext_lazy("For any reason")), *BrokenLink.Reason.choices],
        widget=forms.Select(attrs={"class": "w-w-full"}),
    )


class BrokenLinksView(PageList):
    """What the newest finished look through all pages has found, for those who can mend it."""

    name = "broken_links"
    form_class = ReasonForm
    template_name = "cms/editing/broken_links.html"
    headings = (
        gettext_lazy("Page"),
        gettext_lazy("Address"),
        gettext_lazy("Words of the link"),
        gettext_lazy("Leads to"),
        gettext_lazy("Why"),
    )

    def found(self, asked: dict[str, Any]) -> QuerySet[BrokenLink]:
        """Return the links on pages on which somebody works."""
        rows = BrokenLink.objects.filter(
            link_check__finished_at__isnull=False,
            page__in=pages_of(self.request.user).values("pk"),
        ).select_related("page")
        return rows.filter(reason=asked["reason"]) if asked.get("reason") else rows

    def cells(self, row: BrokenLink) -> Iterable[Any]:
        """Return a line of the file."""
        return (
            row.page.title,
            row.page.url_path,
            row.text,
            row.target,
            row.get_reason_display(),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how far the check is that runs now, and when the last one was."""
        checks = list(LinkCheck.objects.order_by("-pk")[:2])
        running = next((one for one in checks if not one.finished_at), None)
        last = next((one for one in checks if one.finished_at), None)
        return super().get_context_data(
            running=running,
            last=last,
            can_check=can_check_links(self.request.user),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look through all links again."""
        actor: Any = request.user
        try:
            start_link_check(actor=actor)
        except ServiceError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The links of all pages are being looked through."))
        return redirect("broken_links")
