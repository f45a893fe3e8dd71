"""The directory in the editing area."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.directory.bulk_actions import ACTIONS
from cms.directory.registers import REGISTERS

for register in REGISTERS:
    register_snippet(register)
for action in ACTIONS:
    hooks.register("register_bulk_action", action)
