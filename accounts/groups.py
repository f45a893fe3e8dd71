"""Django's groups, which carry the rights in the editing area, follow the roles that people hold.

This is the only place that puts people into groups: when a role is given or ended, at sign-in, and
at the start of each request to the editing area, so that a role that begins or ends by the clock
counts at once. A role for the whole portal has a group of its own name; one that is limited has a
group for each thing it is limited to, made when first needed and removed with its last person.
"""

import re
from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.locks import GROUPS_LOCK, lock
from accounts.models import User
from accounts.roles import WAGTAIL_ROLES
from accounts.scopes import Scope, kind_named

_OURS = re.compile(rf"({'|'.join(sorted(WAGTAIL_ROLES))})(?: of ([a-z]+) (\S+))?\Z")
_REMEMBERED = ("_perm_cache", "_user_perm_cache", "_group_perm_cache", "_page_permission_cache")
"""What Django and Wagtail keep on a person of what they may do."""


def group_name(role: str, scope: Scope | None = None) -> str:
    """Return the name of the group that carries a role's rights."""
    return f"{role} of {scope[0]} {scope[1]}" if scope else role


def keep_groups_in_step(person: User) -> None:
    """Make the person's groups those of the roles they hold now, asked anew."""
    person.forget_roles()
    follow_roles(person)


def follow_roles(person: User) -> None:
    """Make the person's groups those of their roles; one query where nothing has changed."""
    wanted = {group_name(role, scope) for role, scope in person.held if role in WAGTAIL_ROLES}
    names = person.groups.values_list("name", flat=True)
    there = {name for name in names if _OURS.match(name)}
    if wanted != there:
        _change(person, wanted - there, there - wanted)


def _change(person: User, new: Iterable[str], old: Iterable[str]) -> None:
    with transaction.atomic():
        lock(GROUPS_LOCK)
        found = (_group(name) for name in sorted(new))
        person.groups.add(*(group for group in found if group))
        person.groups.remove(*Group.objects.filter(name__in=list(old)))
        limited = [name for name in old if name not in WAGTAIL_ROLES]
        if limited:
            Group.objects.filter(name__in=limited, user__isnull=True).delete()
    for name in _REMEMBERED:
        vars(person).pop(name, None)


def _group(name: str) -> Group | None:
    """Return the group of that name; make that of a limited role where its kind has rights."""
    found = Group.objects.filter(name=name).first()
    shape = _OURS.match(name)
    if found or shape is None or not shape[2]:
        return found
    kind = kind_named(shape[2])
    if kind is None or kind.fill_group is None:
        return None
    group = Group.objects.create(name=name)
    kind.fill_group(group, shape[1], shape[3])
    return group
