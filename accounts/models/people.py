"""A person with an account, in one portal or on the platform."""

import secrets
import unicodedata
import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from accounts.scopes import Scope, covers
from tenants.connection import connection


def new_session_mark() -> str:
    """Return a fresh mark; sessions that were made under another one are over."""
    return secrets.token_urlsafe(16)


def can_sign_in(prefix: str = "") -> Q:
    """Whose account is open, whose address is confirmed, and who is no leftover of a demonstration.

    `prefix` leads to the person, such as `user__`.
    """
    fits = Q(**{f"{prefix}is_active": True, f"{prefix}email_confirmed_at__isnull": False})
    return fits if settings.DEMONSTRATION else fits & Q(**{f"{prefix}is_demonstration": False})


class UserManager(BaseUserManager["User"]):
    """Making and finding people. An e-mail address counts the same in any spelling of case."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Return the address as it is kept: without space around it, in small letters."""
        return unicodedata.normalize("NFKC", (email or "").strip()).lower()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Save a new person. Without a password they cannot sign in by one.

        Raises `ValueError` without an address, `IntegrityError` when it is taken.
        """
        address = self.normalize_email(email)
        if not address:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=address, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def with_email(self, email: str) -> "User | None":
        """Return whoever has that address."""
        return self.filter(email=self.normalize_email(email)).first()

    def usable(self) -> "models.QuerySet[User]":
        """Return those who can sign in."""
        return self.filter(can_sign_in())

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return whoever signs in with that address; raise `User.DoesNotExist`."""
        user = self.with_email(username or "")
        if user is None:
            raise self.model.DoesNotExist
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in here. A person of one portal does not exist in another."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mail address", max_length=254)
    display_name = models.CharField(
        max_length=80, blank=True, help_text="What others see. It need not be a real name."
    )
    full_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="en")
    is_active = models.BooleanField("can sign in", default=True)
    email_confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    """The last day on which the person was here; not more exact than a day."""
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_demonstration = models.BooleanField(
        "made for a demonstration", default=False, editable=False
    )
    """Everybody knows its password: it can sign in nowhere but in a demonstration."""
    session_mark = models.CharField(max_length=32, default=new_session_mark, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        ordering = ["display_name", "email"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                name="user_email_unique",
                violation_error_message="Somebody already has this e-mail address.",
            ),
            # With the one above, this makes addresses unique in whatever case they are typed.
            models.CheckConstraint(
                name="user_email_small_letters", condition=Q(email=Lower("email"))
            ),
            # Django lets a superuser past every permission; here nobody is above the rules.
            models.CheckConstraint(
                name="user_nobody_is_above_the_rules", condition=Q(is_superuser=False)
            ),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._home = connection.schema_name
        self.second_factor = ""
        """How the session in hand was verified beside the password; empty: it was not."""
        self.proved_at: datetime | None = None
        """When its person last proved who they are."""

    def __str__(self) -> str:
        return self.get_full_name()

    def clean(self) -> None:
        """Keep the address in its normal form."""
        self.email = type(self).objects.normalize_email(self.email)

    def get_full_name(self) -> str:
        """Return what the person is called here."""
        return self.display_name or self.email

    def get_short_name(self) -> str:
        """Return what the person is called here."""
        return self.get_full_name()

    @property
    def first_name(self) -> str:
        """What Wagtail greets the person by."""
        return self.get_full_name()

    @property
    def ledger_label(self) -> str:
        """The name that the ledger keeps; never the address."""
        return self.display_name or "A person without a name"

    @property
    def is_confirmed(self) -> bool:
        """Whether the person has shown that the address is theirs."""
        return self.email_confirmed_at is not None

    @property
    def is_left_over(self) -> bool:
        """Whether the account is a demonstration's and this installation no longer is one."""
        return self.is_demonstration and not settings.DEMONSTRATION

    @property
    def can_sign_in(self) -> bool:
        """Whether the account is open to its person."""
        return self.is_active and self.is_confirmed and not self.is_left_over

    def is_verified(self) -> bool:
        """Whether the session in hand has passed a second factor (A4)."""
        return bool(self.second_factor)

    def proved_within(self, span: timedelta) -> bool:
        """Whether the person proved who they are, in the session in hand, within that time."""
        return self.proved_at is not None and timezone.now() - self.proved_at <= span

    @property
    def roles(self) -> frozenset[str]:
        """Slugs of the roles that the person holds now, asked once for each loaded person.

        For the whole portal: a role that is limited to a section, school or the like is not here.
        """
        return frozenset(role for role, scope in self.held if scope is None)

    @property
    def roles_anywhere(self) -> frozenset[str]:
        """Slugs of the roles that the person holds now, limited or not.

        What a role asks of a person (two-factor, short sessions) it asks wherever it is given.
        """
        return frozenset(role for role, _scope in self.held)

    @property
    def held(self) -> frozenset[tuple[str, Scope | None]]:
        """The roles that the person holds now, each with what it is limited to.

        Empty in any schema but the person's own, so that an operator or a person of another
        portal never passes a rule here by having the same primary key.
        """
        if not self.is_active or self.is_left_over or not self.is_here:
            return frozenset()
        return self._held

    @property
    def is_here(self) -> bool:
        """Whether the person is one of the portal in hand, and not of another with the same key."""
        return connection.schema_name == self._home

    def has_role(self, role: str) -> bool:
        """Whether the person holds the role now, for the whole portal."""
        return role in self.roles

    def scopes_of(self, role: str) -> frozenset[Scope]:
        """What the person's role is limited to; empty without it, and for the whole portal."""
        return frozenset(scope for held, scope in self.held if held == role and scope)

    def has_role_for(self, role: str, kind: str, thing: Any) -> bool:
        """Whether the person holds the role for an object of that kind, or the one with a key."""
        return self.has_role(role) or any(
            scope[0] == kind and covers(scope, thing) for scope in self.scopes_of(role)
        )

    def forget_roles(self) -> None:
        """Ask again next time: a role was given or ended."""
        self.__dict__.pop("_held", None)

    def ask_anew(self) -> None:
        """Ask again next time, and now whether the account is open: somebody may have closed it."""
        if self.is_here:
            self.refresh_from_db(fields=["is_active"])
        self.forget_roles()

    @cached_property
    def _held(self) -> frozenset[tuple[str, Scope | None]]:
        grants = self.grants.active_on(timezone.now())
        rows = grants.values_list("role", "scope_kind", "scope_key")
        return frozenset((role, (kind, key) if kind else None) for role, kind, key in rows)

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Bind sessions to the password and to the mark that ends them all when it changes."""
        value = f"{self.password}{self.session_mark}"
        return salted_hmac("accounts.session", value, secret=secret, algorithm="sha256").hexdigest()
