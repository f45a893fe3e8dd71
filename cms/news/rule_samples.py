"""What the rules of news are asked about, for the table of permissions."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

SAMPLES: Mapping[str, Mapping[str, Callable[[Any], Any]]] = {
    "can_edit_news": {
        "not published": lambda person: SimpleNamespace(is_shown=False),
        "published": lambda person: SimpleNamespace(is_shown=True),
    },
}
