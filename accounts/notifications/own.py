"""What this app itself tells people."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone, translation
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import plain_path
from accounts.models import Invitation, RoleGrant, User
from accounts.notifications import idleness
from accounts.notifications.kinds import NotificationKind
from accounts.notifications.telling import notify, notify_many
from accounts.roles import PRACTICE_MANAGER
from theme.times import day_in_words

ENDS_SOON = timedelta(days=14)
"""How long before its end somebody is told that a role ends."""
KINDS = (
    NotificationKind(
        slug="accounts.role_given",
        title=gettext_lazy("A role for you"),
        description=gettext_lazy("Somebody gave you a role."),
        mailed=False,
    ),
    NotificationKind(
        slug="accounts.approval_wanted",
        title=gettext_lazy("Your agreement is wanted"),
        description=gettext_lazy("Somebody is to work with cases, and you are asked to agree."),
        roles=frozenset({PRACTICE_MANAGER}),
        mailed=False,
    ),
    NotificationKind(
        slug="accounts.role_ends_soon",
        title=gettext_lazy("A role of yours ends soon"),
        description=gettext_lazy("A role that you hold has an end date within two weeks."),
    ),
    NotificationKind(
        slug=idleness.KIND,
        title=gettext_lazy("Your e-mails have stopped"),
        description=gettext_lazy("You had not been here for a long time."),
        mailed=False,
    ),
)


def tell_role_given(grant: RoleGrant) -> None:
    """Tell a person of a role that somebody gave them."""
    with translation.override(grant.user.language):
        notify(
            grant.user,
            "accounts.role_given",
            title=_("Your new role: %(role)s") % {"role": grant.definition.title},
            text=grant.definition.description,
            path=plain_path("account"),
            key=f"role-given:{grant.pk}",
        )


def tell_approval_wanted(invitation: Invitation, managers: Iterable[User]) -> None:
    """Tell practice managers that one of them has to agree."""
    notify_many(
        managers,
        "accounts.approval_wanted",
        title=format_lazy(
            "{words} {role}",
            words=gettext_lazy("Agree to a role:"),
            role=invitation.definition.title,
        ),
        text=invitation.display_name or invitation.email,
        path=plain_path("team"),
        key=f"approval-wanted:{invitation.pk}",
    )


def tell_roles_ending() -> None:
    """Tell everybody whose role ends within `ENDS_SOON`, once for each end; safe to repeat."""
    now = timezone.now()
    grants = RoleGrant.objects.active_on(now).select_related("user")
    for grant in grants.filter(ends_at__gt=now, ends_at__lte=now + ENDS_SOON):
        end = timezone.localdate(grant.ends_at)
        with translation.override(grant.user.language):
            words = {"role": grant.definition.title, "day": day_in_words(end)}
            notify(
                grant.user,
                "accounts.role_ends_soon",
                title=_("Your role “%(role)s” ends on %(day)s") % words,
                text=_("If it should go on, ask those who manage your team."),
                path=plain_path("account"),
                key=f"role-ends:{grant.pk}:{end}",
            )
