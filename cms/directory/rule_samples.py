"""What the rules of the directory are asked about, for the table of permissions."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

SAMPLES: Mapping[str, Mapping[str, Callable[[Any], Any]]] = {
    "can_assure_service": {
        "a service": lambda person: SimpleNamespace(organisation=SimpleNamespace(pk=1)),
    },
    "can_propose_change": {"an organisation's": lambda person: SimpleNamespace(pk=1)},
    "can_keep_entries": {"an organisation's": lambda person: SimpleNamespace(pk=1)},
    "can_see_change": {
        "a change": lambda person: SimpleNamespace(organisation=SimpleNamespace(pk=1)),
    },
}
"""A provider's role that is not limited covers every organisation."""
