"""Invitations to the team (A1). The link's token is in the mail alone; here is only its digest."""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.days import last_day_before
from accounts.models.grants import Scoped, ScopedQuerySet, scope_is_whole
from accounts.roles import ROLES, role_choices

TOKEN_BYTES = 32


def new_token() -> str:
    """Return a token for a link: 256 random bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_digest(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def default_expiry() -> datetime:
    """Return when an invitation that is sent now ends."""
    return timezone.now() + timedelta(days=settings.INVITATION_DAYS)


class InvitationQuerySet(ScopedQuerySet["Invitation"]):
    """Invitations by what may still happen with them."""

    def pending(self) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn; expired ones too."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def expired(self) -> "InvitationQuerySet":
        """Pending ones whose link is too old; those that wait for agreement have none yet."""
        waiting = Q(needs_approval=True, approved_at__isnull=True)
        return self.pending().filter(~waiting, expires_at__lte=timezone.now())

    def awaiting_approval(self) -> "InvitationQuerySet":
        """Pending ones that a practice manager has still to agree to."""
        return self.pending().filter(needs_approval=True, approved_at__isnull=True)


class Invitation(Scoped):
    """An invitation to one address for one role; the person accepts by a link, once."""

    email = models.EmailField("e-mail address", max_length=254)
    display_name = models.CharField("name", max_length=80, blank=True)
    role = models.CharField(max_length=40, choices=role_choices)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    needs_approval = models.BooleanField(default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    role_ends_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(default=default_expiry)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager["Invitation"]] = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="invitation_role_known", condition=Q(role__in=list(ROLES))),
            models.CheckConstraint(
                name="invitation_expires_later", condition=Q(expires_at__gt=F("created_at"))
            ),
            models.CheckConstraint(
                name="invitation_accepted_or_withdrawn",
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="invitation_accepted_when_approved",
                condition=Q(accepted_at__isnull=True)
                | Q(needs_approval=False)
                | Q(approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_email_small_letters", condition=Q(email=Lower("email"))
            ),
            models.UniqueConstraint(
                fields=["email", "role", "scope_kind", "scope_key"],
                name="invitation_one_pending",
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(name="invitation_scope_whole", condition=scope_is_whole()),
        ]

    def __str__(self) -> str:
        return f"{self.definition.title}: {self.display_name or self.email}"

    @property
    def awaits_approval(self) -> bool:
        """Whether a practice manager has still to agree."""
        return self.needs_approval and self.approved_at is None

    @property
    def has_expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()

    @property
    def role_last_day(self) -> date | None:
        """The last day on which the role will hold."""
        return last_day_before(self.role_ends_at) if self.role_ends_at else None

    @property
    def ledger_label(self) -> str:
        """The name that the ledger keeps; never the address."""
        return f"{self.definition.english_title}: {self.display_name or 'by e-mail'}"
