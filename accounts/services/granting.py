"""Writing a grant, for the services that have checked who asks. Not to be called by views."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.groups import keep_groups_in_step
from accounts.ledger import record
from accounts.locks import FIRST_MANAGER_LOCK, SCOPES_LOCK, lock
from accounts.models import RoleGrant, User
from accounts.roles import PRACTICE_MANAGER, ROLES, Role, roles_of_place
from accounts.rules import can_agree_to_casework_role
from accounts.scopes import Scope, is_there, kind_named, label_of
from accounts.verbs import Verb
from tenants.current import current
from tenants.errors import ServiceError

TWO_PEOPLE = gettext_lazy("A practice manager has to agree before somebody works with cases.")


def role_here(slug: str) -> Role:
    """Return a role that can be given in the portal in hand; raise `ServiceError`."""
    place = current()
    here = roles_of_place(is_platform=place.is_platform, modules=place.modules)
    role = next((role for role in here if role.slug == slug), None)
    if role is None:
        raise ServiceError({"role": _("Choose a role that is used here.")})
    return role


def takes_two_people(role: str) -> bool:
    """Whether a practice manager must agree: for casework, but for the portal's first one (A3).

    Holds a lock until the end of the transaction, so that there cannot be two first ones.
    """
    if not ROLES[role].casework:
        return False
    lock(FIRST_MANAGER_LOCK)
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
        raise ServiceError(_("Giving this role takes two people besides the one who gets it."))


@dataclass(frozen=True, kw_only=True)
class Terms:
    """On which terms a role is given: for what, by whom, from when, until when, and why."""

    scope: Scope | None = None
    given_by: User | None = None
    approved_by: User | None = None
    starts_at: datetime = field(default_factory=timezone.now)
    ends_at: datetime | None = None
    reason: str = ""

    @property
    def as_fields(self) -> dict[str, Any]:
        """The terms as a grant keeps them."""
        kind, key = self.scope or ("", "")
        kept = ("given_by", "approved_by", "starts_at", "ends_at", "reason")
        return {
            "scope_kind": kind,
            "scope_key": key,
            **{name: getattr(self, name) for name in kept},
        }

    @property
    def as_detail(self) -> dict[str, Any]:
        """The terms as the ledger keeps them; who gives is the entry's actor."""
        return {
            **limits(self.scope),
            "from": self.starts_at,
            "until": self.ends_at,
            "agreed_by": self.approved_by.ledger_label if self.approved_by else None,
            "reason": self.reason,
        }


def limits(scope: Scope | None) -> dict[str, str]:
    """Return what a role is limited to as the ledger keeps it; nothing for the whole portal."""
    return {"limited_to": label_of(scope)} if scope else {}


def write_grant(*, actor: User | None, person: User, role: str, terms: Terms) -> RoleGrant:
    """Give the role, keep groups in step, record it. Raises `ServiceError` when it is held."""
    check_scope(ROLES[role], terms.scope)
    User.objects.select_for_update().get(pk=person.pk)
    if is_held(person, role, terms):
        raise ServiceError({"role": _("%(person)s has this role already.") % {"person": person}})
    grant = RoleGrant.objects.create(user=person, role=role, **terms.as_fields)
    keep_groups_in_step(person)
    record(
        actor=actor,
        verb=Verb.ROLE_GIVEN,
        subject=person,
        detail={"role": role, **terms.as_detail},
    )
    return grant


def is_held(person: User, role: str, terms: Terms) -> bool:
    """Whether the person has the role at some time of these terms, for the same or for all."""
    grants = _same(person, role, terms)
    if terms.ends_at:
        grants = grants.filter(starts_at__lt=terms.ends_at)
    return grants.exists()


def first_free_moment(person: User, role: str, terms: Terms) -> datetime | None:
    """Return when the person has the role no longer, `terms.starts_at` at the earliest.

    None where they have it for good.
    """
    ends = list(_same(person, role, terms).values_list("ends_at", flat=True))
    return None if None in ends else max([terms.starts_at, *filter(None, ends)])


def _same(person: User, role: str, terms: Terms) -> QuerySet[RoleGrant]:
    """Return grants of the role that hold after the start of these terms, for the same or all."""
    kind, key = terms.scope or ("", "")
    same = Q(scope_kind="", scope_key="") | Q(scope_kind=kind, scope_key=key)
    return RoleGrant.objects.ending_after(terms.starts_at).filter(same, user=person, role=role)


def check_scope(role: Role, scope: Scope | None) -> None:
    """Raise `ServiceError` unless the role can be limited so, to something that is there.

    Holds a lock until the end of the transaction, so that it is not removed meanwhile.
    """
    if scope is None:
        return
    kind = kind_named(scope[0])
    if kind is None or kind.slug not in role.scopes:
        what = _("to one %(lower)s") % {"lower": kind.title.lower()} if kind else _("in this way")
        raise ServiceError(
            {
                "scope": _("The role “%(title)s” cannot be limited %(what)s.")
                % {"title": role.title, "what": what}
            }
        )
    lock(SCOPES_LOCK)
    if not is_there(scope):
        raise ServiceError({"scope": _("What you chose is no longer there. Choose again.")})


def check_end(role: Role, *, starts_at: datetime, ends_at: datetime | None) -> None:
    """Raise `ServiceError` for an end that comes too early, or that the role cannot have."""
    if ends_at is None:
        return
    if ends_at <= starts_at:
        raise ServiceError({"ends_at": _("The end must be after the start.")})
    if role.indispensable:
        raise ServiceError(
            {"ends_at": _("This role has no end date: somebody must always hold it.")}
        )
