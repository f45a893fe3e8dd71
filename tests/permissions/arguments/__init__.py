"""What the addresses with parameters are called with: by name, made in the place in hand.

Every one must have an entry here; `test_declarations` fails for one that has none.
"""

from tests.permissions.arguments.console import CONSOLE
from tests.permissions.arguments.directory import DIRECTORY
from tests.permissions.arguments.happenings import HAPPENINGS
from tests.permissions.arguments.kinds import Table
from tests.permissions.arguments.pages import PAGES
from tests.permissions.arguments.people import PEOPLE

ARGUMENTS: Table = {**PAGES, **PEOPLE, **DIRECTORY, **HAPPENINGS, **CONSOLE}
