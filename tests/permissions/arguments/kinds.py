"""What an address is called with."""

from collections.abc import Callable, Mapping
from typing import Any

Arguments = Mapping[str, Any]
Table = Mapping[str, Callable[[], Arguments]]
"""Name of an address → what makes its arguments in the place in hand."""
