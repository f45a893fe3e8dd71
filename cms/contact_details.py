"""How the portal can be reached, kept up to date by its administrator (P1)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView

from tenants.access import RuleMixin
from tenants.current import current_portal
from tenants.errors import ServiceError
from tenants.models import Portal
from tenants.rules import can_set_contact
from tenants.services import CONTACT, set_contact
from theme.bilingual import WELSH


class ContactForm(forms.ModelForm[Portal]):
    """Telephone, e-mail, address and hours; any may stay empty."""

    class Meta:
        model = Portal
        fields = CONTACT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for Welsh where the portal offers it."""
        super().__init__(*args, **kwargs)
        if WELSH not in self.instance.languages:
            for name in [name for name in self.fields if name.endswith(f"_{WELSH}")]:
                del self.fields[name]


class ContactDetailsView(RuleMixin, FormView[ContactForm]):
    """A form in the editing area; what it saves shows on every page at once."""

    rule = can_set_contact
    form_class = ContactForm
    template_name = "cms/admin/contact_details.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with what is there."""
        return {**super().get_form_kwargs(), "instance": current_portal()}

    def form_valid(self, form: ContactForm) -> HttpResponse:
        """Save, or show what the service refused."""
        try:
            set_contact(actor=self.request.user, portal=current_portal(), details=form.cleaned_data)
        except ServiceError as error:
            error.add_to(form)
            return self.form_invalid(form)
        messages.success(self.request, "The contact details are saved and show on every page.")
        return redirect("contact_details")
