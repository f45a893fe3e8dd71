"""The list of the team as a table for the record."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.ledger import record
from accounts.models import RoleGrant, User
from accounts.rules import can_manage_team
from accounts.team import name_scopes
from accounts.verbs import Verb
from tenants.errors import ServiceError

HEADINGS = (
    gettext_lazy("Name"),
    "E-mail",
    gettext_lazy("Role"),
    gettext_lazy("Where"),
    gettext_lazy("Since"),
    gettext_lazy("Until"),
    gettext_lazy("Given by"),
    gettext_lazy("Agreed by"),
    gettext_lazy("Account"),
)


def export_team(*, actor: User) -> list[list[str]]:
    """Return who has which role, a row each below the headings; the ledger keeps that it was taken.

    Raises `ServiceError` for who may not.
    """
    if not can_manage_team(actor):
        raise ServiceError(_("You cannot take a copy of the team's list."))
    with transaction.atomic():
        grants = RoleGrant.objects.of_team().ending_after(timezone.now())
        grants = grants.select_related("user", "given_by", "approved_by")
        rows = [_row(grant, where) for grant, where in name_scopes(grants)]
        record(actor=actor, verb=Verb.TEAM_EXPORTED, detail={"rows": len(rows)})
    return [[str(heading) for heading in HEADINGS], *rows]


def _row(grant: RoleGrant, where: str) -> list[str]:
    return [
        grant.user.display_name,
        grant.user.email,
        grant.definition.title,
        where or _("Everywhere"),
        timezone.localtime(grant.starts_at).date().isoformat(),
        grant.last_day.isoformat() if grant.last_day else "",
        str(grant.given_by or ""),
        str(grant.approved_by or ""),
        _("Open") if grant.user.is_active else _("Suspended"),
    ]
