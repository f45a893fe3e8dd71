"""Which tests one worker runs: those that share something that is slow to make.

pytest-xdist's own groups (`--dist loadgroup`) name a group behind an item's id, which pytest 9.2 no
longer lets it do: every test was sent to any worker, and each worker made everything for itself.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

PEOPLE = {"test_auditor", "test_every_role", "test_operator", "test_two_factor"}
"""Browser tests that take about half of their time: the others are the other half."""
MIGRATED = "test_a_new_portal_is_identical_to_a_migrated_schema"


def group_of(nodeid: str) -> str:
    """Return the group of a test by its id; a test without one is a group of its own."""
    path, _colons, name = nodeid.partition("::")
    folder, _slash, file = path.rpartition("/")
    if folder == "tests/e2e":
        return "people" if file.removesuffix(".py") in PEOPLE else "pages"
    return MIGRATED if name.startswith(MIGRATED) else nodeid


class Groups(LoadScopeScheduling):
    """Sends each group to one worker, the largest first."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def scheduler(config: Any, log: Any) -> Groups | None:
    """Return the scheduler for `--dist loadgroup`."""
    return Groups(config, log) if config.getoption("dist") == "loadgroup" else None
