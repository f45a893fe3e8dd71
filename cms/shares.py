"""Who may edit a page: by a role given here, or given above it and inherited."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from accounts.models import Invitation, RoleGrant
from accounts.roles import PORTAL_ADMINISTRATOR, SECTION
from cms.page_map import HOME_DEPTH, STEP
from cms.sections import SECTION_ROLES, section_of


@dataclass(frozen=True, slots=True)
class Inherited:
    """A grant that is given above a page."""

    grant: RoleGrant
    giver: Page | None
    """The page for which it is given; None for the whole portal."""


@dataclass(slots=True)
class Shares:
    """All grants that count for a page, and the invitations that wait there."""

    local: list[RoleGrant] = field(default_factory=list)
    inherited: list[Inherited] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)


def shares_of(page: Page) -> Shares:
    """Return who may edit a page and why, by name; with three queries."""
    ends = range(HOME_DEPTH * STEP, len(page.path), STEP)
    above = {
        str(one.pk): one for one in Page.objects.filter(path__in=[page.path[:end] for end in ends])
    }
    here = section_of(page)
    everywhere = Q(scope_kind="", role__in=(*SECTION_ROLES, PORTAL_ADMINISTRATOR))
    limited = Q(scope_kind=SECTION, scope_key__in=[here[1], *above], role__in=SECTION_ROLES)
    grants = RoleGrant.objects.ending_after(timezone.now()).filter(everywhere | limited)
    shares = Shares()
    for grant in grants.select_related("user", "given_by").order_by("user__display_name", "pk"):
        if grant.scope == here:
            shares.local.append(grant)
        else:
            shares.inherited.append(Inherited(grant, above.get(grant.scope_key)))
    pending = Invitation.objects.pending().of_scope(here)
    shares.invitations = list(pending.select_related("invited_by"))
    return shares
