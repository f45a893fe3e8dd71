"""The screen on which administrators choose how many steps a page takes to be published."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from cms.editing.approval import STEPS, approval_steps, choose_approval, pages_waiting
from cms.rules import can_choose_approval
from tenants.access import RuleMixin
from tenants.errors import ServiceError

WORDS = {
    0: _("None. Authors and editors write drafts, and a publisher publishes them."),
    1: _("One. The author sends the page to an editor. When the editor approves, it is published."),
    2: _("Two. After the editor a publisher looks at it. When both approve, it is published."),
}


class ApprovalForm(forms.Form):
    """How many steps."""

    steps = forms.TypedChoiceField(
        label=_("How many people look at a page before it is published?"),
        choices=[(steps, WORDS[steps]) for steps in STEPS],
        coerce=int,
        widget=forms.RadioSelect,
    )


class ApprovalView(RuleMixin, FormView[ApprovalForm]):
    """None, one or two steps; what waits now is counted, and goes on as it began."""

    rule = can_choose_approval
    form_class = ApprovalForm
    template_name = "cms/editing/approval.html"
    success_url = reverse_lazy("approval")

    def get_initial(self) -> dict[str, Any]:
        """Start from what holds now."""
        return {"steps": approval_steps()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how many pages wait."""
        return super().get_context_data(waiting=pages_waiting(), **kwargs)

    def form_valid(self, form: ApprovalForm) -> HttpResponse:
        """Call the service."""
        actor: Any = self.request.user
        try:
            choose_approval(actor=actor, steps=form.cleaned_data["steps"])
        except ServiceError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The change is saved. It holds for pages sent in now."))
        return super().form_valid(form)
