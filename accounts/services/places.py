"""The localities and schools of a portal (P1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.ledger import record
from accounts.locks import SCOPES_LOCK, lock
from accounts.models import Invitation, Locality, RoleGrant, School, User
from accounts.models.places import ONCE, Place
from accounts.place_scopes import KIND_OF
from accounts.rules import can_set_places
from accounts.verbs import Verb
from tenants.errors import ServiceError
from tenants.names import NameRefused
from tenants.provisioning.details import check_places, check_text

STILL_USED = gettext_lazy(
    "Entries of the directory name a place that you removed. Change them first."
)
AnyPlace = TypeVar("AnyPlace", bound=Place)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A line of the list of places: one that is there (by its key) or a new one."""

    name: str
    pk: int | None = None
    name_cy: str | None = None
    """None: as it is."""


def set_places(*, actor: User, kind: type[Place], rows: Sequence[PlaceRow]) -> None:
    """Make these, in this order, the portal's localities or schools; others are removed.

    Raises `ServiceError`: also for removing one that people or records are tied to.
    """
    if not can_set_places(actor):
        raise ServiceError(_("Only the portal's administrators change its places."))
    try:
        check_places([row.name.strip() for row in rows])
        for welsh in filter(None, (row.name_cy for row in rows)):
            check_text(welsh, 120, "a name in Welsh")
    except (NameRefused, ValueError) as error:
        raise ServiceError(str(error)) from None
    try:
        with transaction.atomic():
            _write(kind, rows)
            names = [row.name.strip() for row in rows]
            detail = {"kind": kind._meta.model_name, "names": names}
            record(actor=actor, verb=Verb.PLACES_CHANGED, detail=detail)
    except ProtectedError:
        raise ServiceError(STILL_USED) from None
    except IntegrityError:
        raise ServiceError(ONCE) from None


def _write(kind: type[AnyPlace], rows: Sequence[PlaceRow]) -> None:
    there = {place.pk: place for place in kind._default_manager.select_for_update()}
    kept = {row.pk for row in rows if row.pk}
    for pk in there.keys() - kept:
        _check_unused(there[pk])
        there[pk].delete()
    taken = {there[pk].slug for pk in there.keys() & kept}
    for order, row in enumerate(rows, start=1):
        place = there.get(row.pk or 0) or kind(slug=_free_slug(row.name, taken))
        place.name, place.order = row.name.strip(), order
        place.name_cy = place.name_cy if row.name_cy is None else row.name_cy.strip()
        place.save()


def _check_unused(place: Place) -> None:
    """Refuse to remove what somebody's role, or an invitation to one, is limited to."""
    lock(SCOPES_LOCK)
    scope = (KIND_OF[type(place)], str(place.pk))
    roles = RoleGrant.objects.ending_after(timezone.now()).of_scope(scope).count()
    invited = Invitation.objects.pending().of_scope(scope).count()
    if not roles and not invited:
        return
    parts = [
        ngettext("%d role", "%d roles", roles) % roles if roles else "",
        ngettext("%d open invitation", "%d open invitations", invited) % invited if invited else "",
    ]
    tied = " and ".join(filter(None, parts))
    raise ServiceError(
        _(
            "%(place)s cannot be removed while a role is limited to it: %(tied)s. "
            "End them on the team's page first."
        )
        % {"place": place, "tied": tied}
    )


def make_places(*, localities: Sequence[str], schools: Sequence[str]) -> None:
    """Make a new portal's places, in the order given. Part of making the portal."""
    Locality.objects.bulk_create(_places(Locality, localities))
    School.objects.bulk_create(_places(School, schools))


def _places(model: type[AnyPlace], names: Sequence[str]) -> list[AnyPlace]:
    taken: set[str] = set()
    places: list[AnyPlace] = []
    for order, name in enumerate(names, start=1):
        slug = _free_slug(name, taken)
        places.append(model(name=name.strip(), slug=slug, order=order))
    return places


def _free_slug(name: str, taken: set[str]) -> str:
    """Return a slug that is not taken: two names may differ only in what a slug leaves out."""
    stem = slugify(name)[:100] or "place"
    slug, count = stem, 1
    while slug in taken:
        count += 1
        slug = f"{stem}-{count}"
    taken.add(slug)
    return slug
