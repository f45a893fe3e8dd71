"""The form in which pages are edited: what every type of page asks for alike."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from tenants.modules import all_modules

ALWAYS = ("", _("None: it always shows"))


class SitePageForm(WagtailAdminPageForm):
    """Wagtail's form, with a choice of add-ons, and no going live in the past."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("module")
        if field is not None:
            self.fields["module"] = forms.ChoiceField(
                label=field.label,
                help_text=field.help_text,
                choices=[ALWAYS, *self._modules()],
                required=False,
            )

    def _modules(self) -> list[tuple[str, str]]:
        """Return the installed add-ons, and the one that is set where it is no longer there."""
        offered = [(module.slug, str(module.title)) for module in all_modules()]
        kept = str(self.instance.module)
        return offered if kept in ("", *dict(offered)) else [*offered, (kept, kept)]

    def clean(self) -> dict[str, Any]:
        """Refuse a moment in the past at which the page should go live, when it is set anew."""
        cleaned: dict[str, Any] = super().clean()
        moment = cleaned.get("go_live_at")
        if moment and moment <= timezone.now() and "go_live_at" in self.changed_data:
            text = _("This is in the past. Give a later time, or none to publish it at once.")
            self.add_error("go_live_at", forms.ValidationError(text))
        return cleaned
