"""My account."""

from typing import Any

from django.contrib import messages
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import ProfileForm
from accounts.models import RoleGrant
from accounts.rules import can_see_own_account
from accounts.services import change_profile
from accounts.team import name_scopes
from accounts.views.pages import Page, ServicePage


class AccountView(Page):
    """What one is called, which roles one holds, and where to change things."""

    rule = can_see_own_account
    template_name = "accounts/account.html"
    title = gettext_lazy("Your account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the person's roles."""
        grants = RoleGrant.objects.filter(user=self.request.user.pk).active_on(timezone.now())
        roles = name_scopes(grants)
        return super().get_context_data(person=self.request.user, roles=roles, **kwargs)


class ProfileView(ServicePage):
    """Names and language."""

    rule = can_see_own_account
    form_class = ProfileForm
    template_name = "accounts/profile.html"
    title = gettext_lazy("Your details")
    success_url = reverse_lazy("accounts:account")

    def get_initial(self) -> dict[str, Any]:
        """Show what is kept now."""
        names = ("display_name", "full_name", "language")
        return {name: getattr(self.request.user, name) for name in names}

    def perform(self, **typed: Any) -> None:
        """Change them."""
        change_profile(actor=self.request.user, **typed)  # type: ignore[arg-type]
        messages.success(self.request, _("Your details are changed."))
