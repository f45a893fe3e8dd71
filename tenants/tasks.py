"""Background work: one queue in `public`, each task bound to the portal that asked for it.

    @portal_task
    def send_digest(*, person: int) -> None: ...

    send_digest.enqueue(person=7)

The row is written in the caller's transaction: rolled back, the task was never asked for.
"""

from collections.abc import Callable
from typing import Any

from django.utils.module_loading import import_string
from django_tasks import task

from tenants.current import current_portal, portal_context
from tenants.models import Portal

Work = Callable[..., None]


class PortalTask:
    """A function that runs later, in the portal that enqueued it. Arguments must be JSON."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.path = f"{work.__module__}.{work.__qualname__}"
        self.__doc__ = work.__doc__

    def __call__(self, **arguments: Any) -> None:
        """Do the work now, in the portal in hand; raise `NoPortal` on the platform."""
        current_portal()
        self.work(**arguments)

    def enqueue(self, **arguments: Any) -> Any:
        """Put the work into the queue for the portal in hand; raise `NoPortal` on the platform."""
        return run_in_portal.enqueue(str(current_portal().key), self.path, arguments)


def portal_task(work: Work) -> PortalTask:
    """Make a portal's background task of a function that takes keywords."""
    return PortalTask(work)


@task(backend="queue")
def run_in_portal(key: str, path: str, arguments: dict[str, Any]) -> str:
    """Step into the portal with that key and do the work; a portal that is gone is left alone."""
    portal = Portal.objects.filter(key=key).first()
    if portal is None:
        return "The portal is gone."
    work = import_string(path)
    if not isinstance(work, PortalTask):
        raise TypeError(f"{path} is not a portal task.")
    with portal_context(portal):
        work(**arguments)
    return "done"
