"""The form of a portal's look (P5)."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.languages import offered
from theme.bilingual import WELSH
from theme.brand import CORNERS, EMBLEMS, FOOTER_TEXT_LIMIT, HEADER_STYLES, TYPEFACES, Brand

BRAND_FIELDS = tuple(field.name for field in fields(Brand))
CORNER_WORDS = {"square": _("Square"), "soft": _("A little round"), "round": _("Round")}
TYPEFACE_WORDS = {
    "system": _("Plain: the device's own"),
    "humanist": _("Friendly: like handwriting, but clear"),
    "geometric": _("Modern: even and open"),
    "serif": _("Classic: with small strokes, as in books"),
    "rounded": _("Soft: with round ends"),
}
EMBLEM_WORDS = {
    "arch": _("Arch"),
    "wave": _("Wave"),
    "casement": _("Window"),
    "hills": _("Hills"),
    "leaf": _("Leaf"),
    "bridge": _("Bridge"),
}


class ColourInput(forms.TextInput):
    """The browser's own choice of a colour."""

    input_type = "color"


def _colour(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=7, widget=ColourInput)


def _choice(label: Any, values: Any, words: Mapping[str, Any], help_text: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=[(value, words[value]) for value in values],
        widget=forms.RadioSelect,
    )


def _picture(label: Any, help_text: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )


class ThemeForm(forms.Form):
    """Colours, shapes, typeface, pictures and the words of the footer."""

    brand_colour = _colour(
        _("Brand colour"), _("Header, buttons and headings. It carries white text.")
    )
    link_colour = _colour(_("Link colour"), _("Links in text, on white and on pale tints."))
    accent_colour = _colour(_("Accent colour"), _("Small marks, and the line below the header."))
    header_style = _choice(
        _("Header"), HEADER_STYLES, HEADER_STYLES, _("How the top of each page looks.")
    )
    typeface = _choice(
        _("Typeface"), TYPEFACES, TYPEFACE_WORDS, _("Letters that devices have already.")
    )
    corners = _choice(_("Corners"), CORNERS, CORNER_WORDS, _("Of panels, cards and buttons."))
    emblem = _choice(
        _("Emblem"), EMBLEMS, EMBLEM_WORDS, _("Stands in the header where there is no logo.")
    )
    footer_text = forms.CharField(
        label=_("Words at the foot of each page"),
        help_text=_("For example, who pays for the service. Up to %d characters.")
        % FOOTER_TEXT_LIMIT,
        max_length=FOOTER_TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    footer_text_cy = forms.CharField(
        label=_("The same words in Welsh"),
        max_length=FOOTER_TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    logo = _picture(
        _("Logo"), _("PNG, JPEG or WebP, at most 2 MB. The name of the portal stands beside it.")
    )
    remove_logo = forms.BooleanField(label=_("Take the logo away"), required=False)
    icon = _picture(
        _("Icon for browser tabs"), _("A square picture. Without one, we draw it from the emblem.")
    )
    remove_icon = forms.BooleanField(label=_("Take the icon away"), required=False)

    def __init__(self, *args: Any, theme: Mapping[str, Any], brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": asdict(brand)})
        if WELSH not in offered():
            self.fields[f"footer_text_{WELSH}"].widget = forms.HiddenInput()
        for kind in ("logo", "icon"):
            if not theme.get(kind):
                del self.fields[f"remove_{kind}"]

    @property
    def chosen(self) -> dict[str, str]:
        """The values of the brand; only for a valid form."""
        return {name: self.cleaned_data[name] for name in BRAND_FIELDS}
