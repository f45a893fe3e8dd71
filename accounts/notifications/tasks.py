"""Background work of notifications."""

from accounts.notifications.at_once import mail_waiting
from tenants.tasks import portal_task


@portal_task
def mail_at_once() -> None:
    """Mail what people of the portal want to know at once; asked for by whoever tells them."""
    mail_waiting()
