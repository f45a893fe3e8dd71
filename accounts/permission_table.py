"""The table of roles and actions (A10), read from every app's `rules.py`.

A rule that is asked about something has samples in a `rule_samples.py` beside it: names of kinds of
things, each with a function that makes one for the person who is asked about.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.conf import settings

from accounts.roles import ROLES, Role

Rule = Callable[[Any, Any], bool]
Sample = Callable[[Any], Any]
YES, NO = "✓", ""
NOBODY, NO_ROLE = "Visitor", "Signed in"


class MissingSamples(Exception):
    """A rule is asked about something, and nothing says about what."""


@dataclass(eq=False)
class Holder:
    """Somebody who holds these roles and nothing else, as a rule sees them."""

    roles: frozenset[str] = frozenset()
    is_authenticated: bool = True
    is_active: bool = True
    pk: int = 1
    uuid: UUID = field(default_factory=uuid4)

    @property
    def roles_anywhere(self) -> frozenset[str]:
        """The same: these roles hold in the whole portal."""
        return self.roles

    @property
    def is_here(self) -> bool:
        """Of the portal that the rule is asked in."""
        return self.is_authenticated

    def has_role(self, role: str) -> bool:
        """Whether the person holds the role."""
        return role in self.roles

    def is_verified(self) -> bool:
        """Second factor and all."""
        return self.is_authenticated

    def proved_within(self, span: timedelta) -> bool:
        """Just now."""
        return self.is_authenticated


@dataclass(frozen=True, slots=True)
class Action:
    """One rule: what it allows, and what it is asked about."""

    app: str
    name: str
    rule: Rule
    samples: Mapping[str, Sample]

    @property
    def words(self) -> str:
        """What the rule allows: the first sentence of its docstring."""
        first = " ".join((inspect.getdoc(self.rule) or self.name).split("\n\n")[0].split())
        return first.partition(". ")[0].rstrip(".")

    def cell(self, person: Holder) -> str:
        """Return whether somebody may: always, never, or with which kinds of things."""
        if not self.samples:
            return YES if self.rule(person, None) else NO
        kinds = [name for name, make in self.samples.items() if self.rule(person, make(person))]
        return YES if len(kinds) == len(self.samples) else ", ".join(kinds)


def actions() -> Iterator[Action]:
    """Yield every rule of every app, in the order in which it is written."""
    for app in _apps_with_rules():
        rules = import_module(f"{app}.rules")
        samples = _samples_of(app)
        for name, rule in vars(rules).items():
            if name.startswith("can_") and getattr(rule, "__module__", "") == rules.__name__:
                yield Action(app, name, rule, _checked(app, rule, samples.get(name, {})))


def written() -> str:
    """Return the whole page, as `docs/permissions.md` has it."""
    return "\n".join(
        [
            "# Permissions",
            "",
            "Written by `manage.py write_permissions` from the `rules.py` of every app; do not "
            "edit. A rule stands here with the first sentence that describes it. ✓: always; words: "
            "for these things only; empty: never. A role means what its own column says and "
            "nothing else: no role includes another. (2): two-factor sign-in is compulsory; (C): "
            "works with cases. What authors, editors and publishers may do with pages stands in "
            "`cms/groups.py`.",
            "",
            "## Roles",
            "",
            *_role_lines(),
            *_action_lines(),
            "",
        ]
    )


def _role_lines() -> Iterator[str]:
    yield "| role | what it is for | two-factor sign-in | casework | can be limited to | add-on |"
    yield "|---|---|---|---|---|---|"
    for role in ROLES.values():
        cells = (
            role.title,
            role.description,
            "compulsory" if role.two_factor else "offered",
            "yes, given by two people" if role.casework else "",
            ", ".join(role.scopes),
            role.module or "",
        )
        yield _row(cells)


def _action_lines() -> Iterator[str]:
    people = _people()
    found = list(actions())
    for app in dict.fromkeys(action.app for action in found):
        yield from ("", f"## {apps.get_app_config(app.rpartition('.')[2]).verbose_name}", "")
        yield _row(("action", *people))
        yield _row("---" for _ in range(len(people) + 1))
        for action in found:
            if action.app == app:
                cells = (action.cell(person) for person in people.values())
                yield _row((f"{action.words} (`{action.name}`)", *cells))


def _people() -> dict[str, Holder]:
    """Return everybody who has a column, by its heading."""
    people = {
        NOBODY: Holder(is_authenticated=False),
        NO_ROLE: Holder(),
    }
    return people | {_heading(role): Holder(frozenset({role.slug})) for role in ROLES.values()}


def _heading(role: Role) -> str:
    marks = ("2" if role.two_factor else "") + ("C" if role.casework else "")
    return f"{role.title} ({marks})" if marks else role.title


def _row(cells: Any) -> str:
    return f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"


def _apps_with_rules() -> list[str]:
    ours = {config.name for config in apps.get_app_configs()}
    below = sorted(name for name in ours if name.startswith("cms."))
    order = ["tenants", "accounts", "cms", *below, *settings.PORTAL_MODULES]
    return [name for name in order if name in ours and find_spec(f"{name}.rules")]


def _samples_of(app: str) -> Mapping[str, Mapping[str, Sample]]:
    if find_spec(f"{app}.rule_samples") is None:
        return {}
    samples: Mapping[str, Mapping[str, Sample]] = import_module(f"{app}.rule_samples").SAMPLES
    return samples


def _checked(app: str, rule: Rule, samples: Mapping[str, Sample]) -> Mapping[str, Sample]:
    """Return the samples; raise `MissingSamples` for a rule that cannot do without."""
    asked_about = list(inspect.signature(rule).parameters.values())[1:]
    if asked_about and asked_about[0].default is inspect.Parameter.empty and not samples:
        raise MissingSamples(f"{app}.rules.{rule.__name__}: add samples to {app}/rule_samples.py.")
    return samples
