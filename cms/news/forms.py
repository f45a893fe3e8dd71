"""Forms of news."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.fields import WagtailImageField

from cms.moderation.words import many_lines
from cms.news.models import NewsItem
from cms.public_forms import PublicForm
from tenants.current import current
from theme.forms import DatePartsInput
from theme.plain_forms import PlainForm

LONGEST = 20_000
"""Characters of a piece of news."""
WELSH = ("title_cy", "summary_cy", "body_cy")
SENDER = ("your_name", "your_email")


class NewsForm(PlainForm, forms.ModelForm[NewsItem]):
    """News as the team writes it."""

    dated = forms.DateField(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("With a day to come, it shows from that day on."),
        widget=DatePartsInput(),
        error_messages={"invalid": gettext_lazy("Enter a real date, such as 24 9 2026")},
    )
    upload = WagtailImageField(label=gettext_lazy("Picture"), required=False)
    without_picture = forms.BooleanField(
        label=gettext_lazy("Take the picture away"), required=False
    )

    class Meta:
        model = NewsItem
        fields = [
            "title",
            "summary",
            "body",
            "title_cy",
            "summary_cy",
            "body_cy",
            "dated",
            "locality",
            "picture_text",
            "picture_decorates",
        ]
        labels: ClassVar = {
            "title": gettext_lazy("Headline"),
            "summary": gettext_lazy("The news in one or two sentences"),
            "body": gettext_lazy("The news"),
            "locality": gettext_lazy("Part of the area"),
            "picture_text": gettext_lazy("What should somebody know who cannot see the picture?"),
            "picture_decorates": gettext_lazy("The picture only decorates"),
        }
        help_texts: ClassVar = {
            "body": gettext_lazy(
                "Leave an empty line between paragraphs. Web addresses become links."
            ),
        }
        widgets: ClassVar = {
            "summary": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
            "summary_cy": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
            "body": forms.Textarea(attrs={"rows": 12}),
            "body_cy": forms.Textarea(attrs={"rows": 12}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["locality"].empty_label = _("All of the area")
        if "cy" not in current().languages:
            for name in WELSH:
                del fields[name]
        if not self.instance.picture_id:
            fields.pop("without_picture", None)

    def clean_body(self) -> str:
        """Refuse what nobody would read."""
        text = many_lines(self.cleaned_data["body"])
        if len(text) > LONGEST:
            raise ValidationError(_("Use fewer words: this is too long to be read."))
        return text

    def clean(self) -> dict[str, Any]:
        """Ask for the picture's words, or for the decision that none are needed."""
        cleaned: dict[str, Any] = super().clean() or {}
        has = cleaned.get("upload") or (
            self.instance.picture_id and not cleaned.get("without_picture")
        )
        words, decorates = cleaned.get("picture_text"), cleaned.get("picture_decorates")
        if has and bool(words) == bool(decorates):
            message = _("Describe the picture, or say that it only decorates")
            self.add_error("picture_text", message)
        if not has:
            cleaned |= {"picture_text": "", "picture_decorates": False}
        return cleaned


class SendNewsForm(PublicForm, forms.ModelForm[NewsItem]):
    """News as visitors and partners send it: words alone, and who they are."""

    purpose = "news"

    your_name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Enter your name")},
    )
    your_email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We write to you about this news and nothing else."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Enter your e-mail address")},
    )

    class Meta:
        model = NewsItem
        fields = ["title", "summary", "body", "locality"]
        labels = NewsForm.Meta.labels
        help_texts = NewsForm.Meta.help_texts
        widgets = NewsForm.Meta.widgets

    def __init__(self, *args: Any, asks_sender: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["locality"].empty_label = _("All of the area")
        for name in () if asks_sender else SENDER:
            del fields[name]

    clean_body = NewsForm.clean_body
