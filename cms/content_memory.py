"""What a process remembers of a portal's public content: exactly until that content changes.

    terms = ContentMemory(read_terms)
    terms()  # asks the database once for each portal and content version

Keyed by schema and content version; see `tenants.cache.content_key`.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, ClassVar, Generic, TypeVar

from tenants.connection import connection
from tenants.current import NoPortal, current

KEPT = 250
"""Portals that each memory keeps."""
Found = TypeVar("Found")


class ContentMemory(Generic[Found]):
    """Something that is read from a portal's public content."""

    everything: ClassVar[list["ContentMemory[Any]"]] = []

    def __init__(self, read: Callable[[], Found]) -> None:
        self._read = read
        self._kept: OrderedDict[tuple[str, int], Found] = OrderedDict()
        self._lock = Lock()
        self.everything.append(self)

    def __call__(self) -> Found:
        """Return what is remembered of the portal in hand, or read it."""
        try:
            key = (connection.schema_name, current().content_version)
        except NoPortal:
            return self._read()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = self._read()
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def forget(self) -> None:
        """Forget every portal."""
        with self._lock:
            self._kept.clear()


def forget_content() -> None:
    """Forget everything that this process remembers of any portal's content."""
    for memory in ContentMemory.everything:
        memory.forget()
