"""What is done with many services at once: publish, hide, confirm."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.directory.models import Service
from cms.directory.rules import can_edit_directory, can_publish_services
from cms.directory.services import assure_services, hide_services, publish_services
from cms.registers import RegisterQuestion, Rule


class ServiceAction(RegisterQuestion):
    """One service call with the keys of the ticked rows, of those that the person may change."""

    models: ClassVar[list[type[Service]]] = [Service]
    template_name = "directory/admin/confirm.html"
    rule: ClassVar[Rule] = can_publish_services

    def check_perm(self, row: Any) -> bool:
        """Ask the rule."""
        return type(self).rule(self.request.user, row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the button says."""
        return super().get_context_data(button=self.display_name, **kwargs)

    @classmethod
    def execute_action(cls, objects: Sequence[Model], **kwargs: Any) -> tuple[int, int]:
        """Do it as the person who asked, with the rows that they may change; maybe none."""
        return super().execute_action(objects, **kwargs) if objects else (0, 0)

    def get_success_message(self, changed: int, below: int) -> str:
        """Say how many changed."""
        return ngettext("%d entry changed.", "%d entries changed.", changed) % changed


class PublishServices(ServiceAction):
    """Show entries to everybody."""

    display_name = _("Publish")
    action_type = "publish"
    aria_label = _("Publish selected entries")
    action_priority = 10
    call = publish_services
    question = _("Everybody will see these entries. Those never checked count as checked today.")


class HideServices(ServiceAction):
    """Hide entries."""

    display_name = _("Hide")
    action_type = "hide"
    aria_label = _("Hide selected entries")
    action_priority = 20
    call = hide_services
    question = _("Nobody but editors will see these entries until they are published again.")


class AssureServices(ServiceAction):
    """Confirm entries."""

    display_name = _("Mark as checked today")
    action_type = "assure"
    aria_label = _("Mark selected entries as checked today")
    action_priority = 25
    rule = can_edit_directory
    call = assure_services
    question = _("You say that you have checked these entries, and that they are right.")


ACTIONS = (PublishServices, HideServices, AssureServices)
