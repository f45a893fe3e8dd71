"""Redirects that lead in a circle are refused while they are written, in plain words (C5).

`cms.middleware` follows no circle either; here an editor learns of it in time.
"""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext as _
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect

from cms.middleware import HOPS
from cms.page_map import page_map
from tenants.current import current_portal


class StraightRedirectForm(RedirectForm):
    """Wagtail's form, which also looks where the new address leads on to."""

    def clean(self) -> dict[str, Any]:
        """Refuse a redirect by which somebody would come back to where they began."""
        super().clean()
        cleaned: dict[str, Any] = self.cleaned_data
        old, link = cleaned.get("old_path"), cleaned.get("redirect_link")
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
