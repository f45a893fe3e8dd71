"""What an editor is told when a page that waited for approval is passed on (C5).

Wagtail says of every step that the page was updated, and not whether everybody sees it now.
"""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

APPROVE = "approve"


@hooks.register("after_edit_page")
def say_what_came_of_it(request: HttpRequest, page: Page) -> None:
    """Say after a step of approval whether the page is live, with a link to it."""
    asked = request.POST
    if "action-workflow-action" not in asked or asked.get("workflow-action-name") != APPROVE:
        return
    now = Page.objects.get(pk=page.pk)
    if now.approved_schedule:
        text = _("“%(title)s” is approved. It will be published at its time.")
    elif now.live and not now.has_unpublished_changes:
        text = _("“%(title)s” is published: everybody can see it now.")
    else:
        text = _("“%(title)s” is approved at this step, and waits for the next.")
    buttons = [messages.button(page.get_url(request), _("View live"))] if now.live else []
    messages.success(request, text % {"title": now.get_admin_display_title()}, buttons=buttons)
