"""Background work: one queue in `public`, each task bound to the portal that asked for it.

    @portal_task
    def send_digest(*, person: int) -> None: ...

    send_digest.enqueue(person=7)

`@portal_task(platform_too=True)` is for work that the platform has as well, such as the check of
its own ledger. Any other is refused there.

The row is written in the caller's transaction: rolled back, the task was never asked for.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, overload

from django.utils.module_loading import import_string
from django_tasks import task

from tenants.current import current, current_portal, portal_context
from tenants.models import Portal
from tenants.platform import PLATFORM, Platform

Work = Callable[..., None]


class PortalTask:
    """A function that runs later, in the portal that enqueued it. Arguments must be JSON."""

    def __init__(self, work: Work, *, platform_too: bool = False) -> None:
        self.work, self.platform_too = work, platform_too
        self.path = f"{work.__module__}.{work.__qualname__}"
        self.__doc__ = work.__doc__

    def __call__(self, **arguments: Any) -> None:
        """Do the work now, in the portal in hand; raise `NoPortal` on the platform."""
        self._place()
        self.work(**arguments)

    def enqueue(self, **arguments: Any) -> Any:
        """Put the work into the queue for the portal in hand; raise `NoPortal` on the platform."""
        return run_in_portal.enqueue(str(self._place().key), self.path, arguments)

    def enqueue_at(self, moment: datetime, **arguments: Any) -> Any:
        """Do so, to be done no sooner than a moment."""
        later = run_in_portal.using(run_after=moment)
        return later.enqueue(str(self._place().key), self.path, arguments)

    def _place(self) -> Portal | Platform:
        return current() if self.platform_too else current_portal()


@overload
def portal_task(work: Work) -> PortalTask: ...
@overload
def portal_task(*, platform_too: bool) -> Callable[[Work], PortalTask]: ...
def portal_task(
    work: Work | None = None, *, platform_too: bool = False
) -> PortalTask | Callable[[Work], PortalTask]:
    """Make a portal's background task of a function that takes keywords."""
    if work is None:
        return lambda work: PortalTask(work, platform_too=platform_too)
    return PortalTask(work)


@task(backend="queue")
def run_in_portal(key: str, path: str, arguments: dict[str, Any]) -> str:
    """Step into the place with that key and do the work; a portal that is gone is left alone."""
    place = PLATFORM if key == PLATFORM.key else Portal.objects.filter(key=key).first()
    if place is None:
        return "The portal is gone."
    work = import_string(path)
    if not isinstance(work, PortalTask):
        raise TypeError(f"{path} is not a portal task.")
    with portal_context(place):
        work(**arguments)
    return "done"
