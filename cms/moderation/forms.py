"""The form with which a moderator refuses something."""

from django import forms
from django.utils.translation import gettext_lazy as _

from theme.plain_forms import PlainForm


class RefuseForm(PlainForm, forms.Form):
    """Why something is not shown."""

    reason = forms.CharField(
        label=_("Why can we not show it?"),
        help_text=_("We send these words to the sender."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say why, so that the sender can do better")},
    )
