"""Writing a grant, for the services that have checked who asks. Not to be called by views."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.ledger import record
from accounts.locks import lock
from accounts.models import RoleGrant, User
from accounts.roles import PRACTICE_MANAGER, ROLES, WAGTAIL_ROLES, Role, roles_of_place
from accounts.rules import can_agree_to_casework_role
from accounts.verbs import Verb
from tenants.current import current
from tenants.errors import ServiceError

TWO_PEOPLE = "A practice manager has to agree before somebody works with cases."


def role_here(slug: str) -> Role:
    """Return a role that can be given in the portal in hand; raise `ServiceError`."""
    place = current()
    here = roles_of_place(is_platform=place.is_platform, modules=place.modules)
    role = next((role for role in here if role.slug == slug), None)
    if role is None:
        raise ServiceError({"role": "Choose a role that is used here."})
    return role


def takes_two_people(role: str) -> bool:
    """Whether a practice manager must agree: for casework, but for the portal's first one (A3).

    Holds a lock until the end of the transaction, so that there cannot be two first ones.
    """
    if not ROLES[role].casework:
        return False
    lock("first practice manager")
    return role != PRACTICE_MANAGER or RoleGrant.objects.filter(role=PRACTICE_MANAGER).exists()


def check_second_person(
    *, role: str, giver: User | None, receiver: User | None, second: User | None
) -> None:
    """Raise `ServiceError` unless the second person that a casework role takes is a fit one."""
    if not takes_two_people(role):
        return
    if second is None or not can_agree_to_casework_role(second):
        raise ServiceError(TWO_PEOPLE)
    if second in (giver, receiver):
        raise ServiceError("Giving this role takes two people besides the one who gets it.")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """On which terms a role is given: by whom, who agreed, from when, until when, and why."""

    given_by: User | None = None
    approved_by: User | None = None
    starts_at: datetime = field(default_factory=timezone.now)
    ends_at: datetime | None = None
    reason: str = ""

    @property
    def as_detail(self) -> dict[str, Any]:
        """The terms as the ledger keeps them; who gives is the entry's actor."""
        return {
            "from": self.starts_at,
            "until": self.ends_at,
            "agreed_by": self.approved_by.ledger_label if self.approved_by else None,
            "reason": self.reason,
        }


def write_grant(*, actor: User | None, person: User, role: str, terms: Terms) -> RoleGrant:
    """Give the role, keep groups in step, record it. Raises `ServiceError` when it is held."""
    User.objects.select_for_update().get(pk=person.pk)
    if RoleGrant.objects.filter(user=person, role=role).ending_after(terms.starts_at).exists():
        raise ServiceError({"role": f"{person} has this role already."})
    grant = RoleGrant.objects.create(user=person, role=role, **vars(terms))
    keep_groups_in_step(person)
    record(
        actor=actor,
        verb=Verb.ROLE_GIVEN,
        subject=person,
        detail={"role": role, **terms.as_detail},
    )
    return grant


def keep_groups_in_step(person: User) -> None:
    """Put the person into the groups of the roles held now, and out of those of the others.

    A group has its role's name; it carries the role's rights in the editing area.
    """
    person.forget_roles()
    groups = list(Group.objects.filter(name__in=WAGTAIL_ROLES))
    person.groups.add(*(group for group in groups if group.name in person.roles))
    person.groups.remove(*(group for group in groups if group.name not in person.roles))
