"""What is done to one portal: a page that says what will happen, and a button that posts."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from tenants.console.actions import ACTIONS
from tenants.console.forms import (
    ConfirmForm,
    DeleteForm,
    DomainForm,
    RenameForm,
    SuspendForm,
)
from tenants.console.views.base import OnePortalMixin
from tenants.errors import ServiceError
from tenants.services import (
    add_domain,
    close_portal,
    deletable_from,
    delete_portal,
    rename_portal,
    resume_portal,
    suspend_portal,
)


class ActionView(OnePortalMixin, FormView[Form]):
    """One action on one portal. Subclasses say what it means and call one service."""

    template_name = "tenants/console/portal_action.html"
    form_class: type[Form] = ConfirmForm
    submit = ""
    """Text on the button."""
    button: ClassVar[str] = ""
    """Kind of the button: "warning" for what takes something away."""
    done = ""
    """What the next page says."""

    def act(self, values: dict[str, Any]) -> None:
        """Call the service with what the form says. Raises `ServiceError`."""
        raise NotImplementedError

    def consequences(self) -> list[str]:
        """Return, in plain words, what will happen."""
        return []

    def form_valid(self, form: Form) -> HttpResponse:
        """Do it, or say why it cannot be done."""
        try:
            self.act(form.cleaned_data)
        except ServiceError as error:
            error.add_to(form)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return super().form_valid(form)

    def get_success_url(self) -> str:
        """Return to the portal's own screen."""
        return self.portal_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page says."""
        texts = {
            "consequences": self.consequences(),
            "submit": self.submit,
            "button": self.button,
            "cancel_url": self.portal_url,
        }
        return super().get_context_data(**(texts | kwargs))


class RenameView(ActionView):
    """Give a portal another name."""

    title = "Rename this portal"
    form_class = RenameForm
    submit = "Rename"
    done = "The portal has its new name."

    def get_initial(self) -> dict[str, Any]:
        """Begin with the names it has."""
        return {"name": self.portal.name, "short_name": self.portal.short_name}

    def act(self, values: dict[str, Any]) -> None:
        """Rename it."""
        rename_portal(actor=self.request.user, portal=self.portal, **values)


class AddDomainView(ActionView):
    """Let a portal answer at one more address."""

    title = "Add a domain"
    form_class = DomainForm
    submit = "Add domain"
    done = "The domain has been added."

    def act(self, values: dict[str, Any]) -> None:
        """Add it."""
        add_domain(actor=self.request.user, portal=self.portal, **values)


class SuspendView(ActionView):
    """Take a portal offline for now."""

    title = "Suspend this portal"
    form_class = SuspendForm
    submit = "Suspend portal"
    button = "warning"
    done = "The portal is suspended. Visitors see the message."

    def consequences(self) -> list[str]:
        """Return what visitors and the team will notice."""
        return [
            "Visitors see your message instead of every page.",
            "Nobody can sign in to the portal, its team included.",
            "Nothing is lost. You can resume the portal at any time.",
        ]

    def act(self, values: dict[str, Any]) -> None:
        """Suspend it."""
        suspend_portal(actor=self.request.user, portal=self.portal, **values)


class ResumeView(ActionView):
    """Put a suspended or closed portal back online, or end its setting up."""

    submit = "Put online"
    done = "The portal is live."

    def get_title(self) -> str:
        """Return the word that fits the portal's status."""
        words = [
            a.title for a in ACTIONS if a.name == "resume" and self.portal.status in a.statuses
        ]
        return f"{words[0]}: {self.portal.name}" if words else "Resume this portal"

    def consequences(self) -> list[str]:
        """Return what will be online."""
        return [
            "The portal is live: everybody can visit it, and its team can sign in.",
            "Its pages, people and settings are as they were.",
        ]

    def act(self, values: dict[str, Any]) -> None:
        """Resume it."""
        resume_portal(actor=self.request.user, portal=self.portal)


class CloseView(ActionView):
    """Take a portal offline for good, with time to think again."""

    title = "Close this portal"
    submit = "Close portal"
    button = "warning"
    done = "The portal is closed."

    def consequences(self) -> list[str]:
        """Return what closing means, and the cooling-off period."""
        return [
            "Visitors are told that the service has closed. Nobody can sign in to the portal.",
            f"Nothing is deleted for {settings.COOLING_OFF_DAYS} days. "
            "Until it is deleted, you can reopen the portal as it was.",
            f"After {settings.COOLING_OFF_DAYS} days an operator can delete it for good. "
            "This never happens by itself.",
        ]

    def act(self, values: dict[str, Any]) -> None:
        """Close it."""
        close_portal(actor=self.request.user, portal=self.portal)


class DeleteView(ActionView):
    """Remove a closed portal for good, once its cooling-off period is over."""

    step_up = True
    title = "Delete this portal"
    form_class = DeleteForm
    submit = "Delete portal for good"
    button = "warning"

    def consequences(self) -> list[str]:
        """Return what goes."""
        return [
            "All pages, files, people and records of this portal are deleted.",
            "Its addresses can then be given to another portal.",
            "This cannot be undone.",
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add from when it can be deleted, where that is not yet."""
        moment = deletable_from(self.portal)
        waits = moment is None or moment > timezone.now()
        return super().get_context_data(waits=waits, deletable_from=moment, **kwargs)

    def act(self, values: dict[str, Any]) -> None:
        """Delete it; its name is kept for the message."""
        self.done = f"“{self.portal.name}” has been deleted."
        delete_portal(actor=self.request.user, portal=self.portal, **values)

    def get_success_url(self) -> str:
        """Return to the list: the portal's own screen is gone."""
        return reverse("console:list")
