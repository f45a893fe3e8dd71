"""What the portal holds about one: to read, and to take away (A8)."""

from typing import Any

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from accounts.rules import can_see_own_account
from accounts.services import download_my_data, see_my_data
from accounts.views.pages import Page, PrivatePage
from tenants.current import current


class MyDataView(Page):
    """Every part of the product says what it holds."""

    rule = can_see_own_account
    template_name = "accounts/my_data.html"
    title = gettext_lazy("Your data")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the sections; those without rows are named together."""
        sections = see_my_data(actor=self.request.user)  # type: ignore[arg-type]
        held = [section for section in sections if section.rows]
        return super().get_context_data(
            sections=held,
            opened=self._opened(),
            empty=[section.title for section in sections if not section.rows],
            **kwargs,
        )

    def _opened(self) -> int:
        """Return which section the address asks to be open, the first without any."""
        asked = self.request.GET.get("open", "")
        return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 1


class DownloadView(PrivatePage, TemplateView):
    """A button that gives the archive, for somebody who has just proved who they are (A5)."""

    rule = can_see_own_account
    step_up = True
    template_name = "accounts/my_data_download.html"
    title = gettext_lazy("Download your data")

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Give the archive."""
        archive = download_my_data(actor=request.user)  # type: ignore[arg-type]
        name = f"your-data-{current().slug or 'platform'}-{timezone.localdate():%Y-%m-%d}.zip"
        return FileResponse(
            archive, as_attachment=True, filename=name, content_type="application/zip"
        )
