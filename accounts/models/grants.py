"""Roles that people hold, from when, until when, and by whom they were given (A2)."""

from datetime import date, datetime
from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.days import last_day_before
from accounts.models.people import can_sign_in
from accounts.roles import ROLES, TEAM_ROLES, Role, role_choices
from accounts.scopes import Scope

AnyScoped = TypeVar("AnyScoped", bound=models.Model)


class ScopedQuerySet(models.QuerySet[AnyScoped]):
    """What holds for one thing or for the whole portal."""

    def of_scope(self, scope: Scope | None) -> Self:
        """Those for exactly that: one thing, or the whole portal."""
        kind, key = scope or ("", "")
        return self.filter(scope_kind=kind, scope_key=key)


class RoleGrantQuerySet(ScopedQuerySet["RoleGrant"]):
    """Grants by time and kind."""

    def active_on(self, moment: datetime) -> "RoleGrantQuerySet":
        """Grants that hold at that moment."""
        return self.filter(starts_at__lte=moment).ending_after(moment)

    def ending_after(self, moment: datetime) -> "RoleGrantQuerySet":
        """Grants that hold at that moment or will later."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=moment))

    def of_usable_people(self) -> "RoleGrantQuerySet":
        """Grants of those who can sign in."""
        return self.filter(can_sign_in("user__"))

    def of_team(self) -> "RoleGrantQuerySet":
        """Grants of roles that are given, not taken by signing up."""
        return self.filter(role__in=TEAM_ROLES)


class Scoped(models.Model):
    """Holds in the whole portal, or for one section, board, organisation, school or locality."""

    scope_kind = models.CharField(max_length=20, blank=True, default="")
    """One of `accounts.roles` SECTION, BOARD, …; empty for the whole portal."""
    scope_key = models.CharField(max_length=64, blank=True, default="")
    """Primary key, as text, of what the role is limited to."""

    class Meta:
        abstract = True

    role: str

    @property
    def scope(self) -> Scope | None:
        """Kind and key of what it is limited to, None for the whole portal."""
        return (self.scope_kind, self.scope_key) if self.scope_kind else None

    @property
    def definition(self) -> Role:
        """What the role means."""
        return ROLES[self.role]


def scope_is_whole() -> Q:
    """Kind and key go together."""
    return Q(scope_kind="", scope_key="") | (~Q(scope_kind="") & ~Q(scope_key=""))


class RoleGrant(Scoped):
    """One person, one role, one stretch of time. Ended, never deleted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40, choices=role_choices)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager["RoleGrant"]] = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = "role"
        ordering = ["user__display_name", "role", "starts_at"]
        constraints = [
            models.CheckConstraint(name="role_grant_role_known", condition=Q(role__in=list(ROLES))),
            models.CheckConstraint(
                name="role_grant_ends_after_start",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
            ),
            models.UniqueConstraint(
                name="role_grant_one_open",
                fields=["user", "role", "scope_kind", "scope_key"],
                condition=Q(ends_at__isnull=True),
            ),
            models.CheckConstraint(name="role_grant_scope_whole", condition=scope_is_whole()),
        ]

    def __str__(self) -> str:
        return f"{self.definition.title}: {self.user}"

    @property
    def last_day(self) -> date | None:
        """The last day on which the role holds."""
        return last_day_before(self.ends_at) if self.ends_at else None

    @property
    def has_begun(self) -> bool:
        """Whether its start has come."""
        return self.starts_at <= timezone.now()

    @property
    def ledger_label(self) -> str:
        """The name that the ledger keeps."""
        return f"{self.definition.english_title}: {self.user.ledger_label}"
