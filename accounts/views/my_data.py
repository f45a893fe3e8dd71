"""What the portal holds about one: to read, and to take away (A8)."""

from typing import Any

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy

from accounts.rules import can_see_own_account
from accounts.services import download_my_data, see_my_data
from accounts.views.downloads import file_name
from accounts.views.pages import Page


class MyDataView(Page):
    """Every part of the product says what it holds."""

    rule = can_see_own_account
    template_name = "accounts/my_data.html"
    title = gettext_lazy("Your data")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the sections; those without rows are named together."""
        sections = see_my_data(actor=self.actor)
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


class DownloadView(Page):
    """A button that gives the archive, for somebody who has just proved who they are (A5)."""

    rule = can_see_own_account
    step_up = True
    template_name = "accounts/my_data_download.html"
    title = gettext_lazy("Download your data")

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Give the archive."""
        return FileResponse(
            download_my_data(actor=self.actor),
            as_attachment=True,
            filename=file_name("your-data", "zip"),
            content_type="application/zip",
        )
