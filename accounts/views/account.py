"""My account: what there is, and where to change it (A8)."""

from typing import Any

from django.contrib import messages
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.account import ProfileForm
from accounts.models import RoleGrant
from accounts.notifications import is_paused
from accounts.rules import can_see_own_account
from accounts.services import change_profile
from accounts.team import name_scopes
from accounts.views.hub import about_person, safety, what_is_held
from accounts.views.pages import Page, ServicePage


class AccountView(Page):
    """What one is called, which roles one holds, and where to change things."""

    rule = can_see_own_account
    template_name = "accounts/account.html"
    title = gettext_lazy("Your account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the person's roles, those that begin later too."""
        person = self.actor
        grants = RoleGrant.objects.filter(user=person.pk).ending_after(timezone.now())
        return super().get_context_data(
            person=person,
            about=about_person(person),
            safety=safety(person),
            held=what_is_held(),
            roles=name_scopes(grants),
            now=timezone.now(),
            mail_is_paused=is_paused(person.email),
            **kwargs,
        )


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
        return {name: getattr(self.actor, name) for name in names}

    def perform(self, **typed: Any) -> None:
        """Change them; where there is one language alone, nobody is asked for it."""
        change_profile(actor=self.actor, **{"language": self.actor.language, **typed})
        messages.success(self.request, _("Your details are changed."))
