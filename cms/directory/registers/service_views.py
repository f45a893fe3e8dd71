"""Adding and changing a service in its register: saved, or saved and published at once (C7)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.views.snippets import CreateView, EditView

from cms.directory.models import Service
from cms.directory.rules import can_edit_directory, can_publish_services
from cms.directory.services import publish_services
from tenants.access import RuleMixin

PUBLISH = "action-publish-entry"


class SaveAndPublish(ActionMenuItem):
    """The button beside Save, for who may publish an entry that is not to be seen yet."""

    name = PUBLISH
    label = gettext_lazy("Save and publish")
    icon_name = "upload"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Ask the rule, and whether there is anything to publish."""
        service = context.get("instance")
        shown = service is not None and service.is_shown
        return can_publish_services(context["request"].user) and not shown


@hooks.register("register_snippet_action_menu_item")
def save_and_publish(model: type) -> ActionMenuItem | None:
    """Offer it for services."""
    return SaveAndPublish(order=10) if model is Service else None


def state_of(service: Service) -> str:
    """Return who sees an entry, in a sentence."""
    if service.is_shown:
        return _("Everybody sees it.")
    if service.visibility == Service.Visibility.DRAFT:
        return _("It is a draft: nobody but editors sees it until it is published.")
    return _("Nobody but editors sees it.")


class _Published:
    """Publishes what it saved, where that was asked for, and says who sees it."""

    request: Any
    object: Service

    def save_instance(self) -> Service:
        """Save; publish with the same press of a button, for who may."""
        parent: Any = super()
        service: Service = parent.save_instance()
        if PUBLISH in self.request.POST and can_publish_services(self.request.user):
            publish_services(actor=self.request.user, keys=[service.pk])
            service.refresh_from_db()
        return service

    def get_success_message(self, *saved: Service) -> str:
        """Add the entry's state to Wagtail's words; a new entry is given, a changed one is not."""
        parent: Any = super()
        return f"{parent.get_success_message(*saved)} {state_of(self.object)}"

    def get_success_buttons(self) -> list[Any]:
        """Lead to the entry as everybody sees it."""
        if not self.object.is_shown:
            return []
        url = reverse("finder:service", args=[self.object.pk])
        return [messages.button(url, _("View live"))]


class AddServiceView(RuleMixin, _Published, CreateView):
    """Adding a service leads on to the form that has telephone numbers, prices and times."""

    rule = can_edit_directory

    def get_success_url(self) -> str:
        """Lead to all of the entry on one page."""
        return reverse("entries:edit_service", args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        """Say where one is, and no more: the page is not one of Wagtail's."""
        return []

    def get_success_message(self, *saved: Service) -> str:
        """Say what comes next."""
        return f"{super().get_success_message(*saved)} {_('Add telephone, prices and times.')}"


class ChangeServiceView(RuleMixin, _Published, EditView):
    """Changing a service."""

    rule = can_edit_directory
