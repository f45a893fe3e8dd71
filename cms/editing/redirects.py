"""Redirects that would do nothing, or lead in a circle, are refused while they are written (C5).

`cms.middleware` follows no circle either; here an editor learns of it in time, in plain words.
"""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect

from cms.middleware import HOPS
from cms.page_map import page_map
from tenants.current import current_portal

START = gettext_lazy("Start the address with / or https://.")
TAKEN = gettext_lazy(
    "The page “%(title)s” is published at this address, so that nobody would be led on."
)


class StraightRedirectForm(RedirectForm):
    """Wagtail's form, which also looks where the new address leads on to."""

    redirect_link = forms.CharField(
        label=gettext_lazy("Redirect to any address"),
        help_text=gettext_lazy("/news/ for an address of this site, https://… for another."),
        max_length=255,
        required=False,
    )

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the new address to `clean_redirect_link`: the model takes full ones alone."""
        excluded: set[str] = super()._get_validation_exclusions()
        return excluded | {"redirect_link"}

    def clean_redirect_link(self) -> str:
        """Take an address of this site from its slash on, or a full one."""
        link: str = self.cleaned_data["redirect_link"]
        if link.startswith("/") and not link.startswith("//"):
            return link
        if link:
            URLValidator(["http", "https"], message=START)(link)
        return link

    def clean_old_path(self) -> str:
        """Refuse the address of a published page: people would see the page, not be led on."""
        old: str = self.cleaned_data["old_path"]
        path = Redirect.normalise_path(old).partition("?")[0]
        page = page_map().standing_in(f"{path.rstrip('/')}/")
        if page:
            words = {"title": page.title}
            raise forms.ValidationError(TAKEN % words)
        return old

    def clean(self) -> dict[str, Any]:
        """Ask for one new address, and refuse one by which people come back to the old."""
        super().clean()
        cleaned: dict[str, Any] = self.cleaned_data
        old, link = cleaned.get("old_path"), cleaned.get("redirect_link")
        if not link and not cleaned.get("redirect_page") and "redirect_link" not in self.errors:
            self.add_error("redirect_page", _("Choose a page, or enter an address below."))
        if old and link and self._leads_back(Redirect.normalise_path(old), link):
            text = _("This would lead in a circle: “%(link)s” leads back to “%(old)s”.")
            self.add_error(
                "redirect_link", forms.ValidationError(text % {"link": link, "old": old})
            )
        return cleaned

    def _leads_back(self, start: str, target: str) -> bool:
        others = Redirect.objects.exclude(pk=self.instance.pk)
        for _hop in range(HOPS):
            parts = urlsplit(target)
            if parts.netloc and parts.hostname != current_portal().primary_domain:
                return False
            path = Redirect.normalise_path(parts.path)
            if path == start:
                return True
            further = others.filter(old_path=path).first()
            if further is None or page_map().standing_in(parts.path):
                return False
            target = further.link or ""
        return True


def use_straight_redirects() -> None:
    """Use the form where Wagtail adds, changes and imports redirects."""
    views.CreateView.form_class = StraightRedirectForm
    views.EditView.form_class = StraightRedirectForm
    views.RedirectForm = StraightRedirectForm
