"""What every change to one's own account begins with."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.display_names import imitates, skeleton
from accounts.models import User
from tenants.current import current
from tenants.errors import ServiceError

NOT_HERE = gettext_lazy("This account is not here.")
IMITATES = gettext_lazy(
    "This name looks like that of a role or of the service. "
    "Choose a name that others cannot take for the team."
)


def locked_person(person: User) -> User:
    """Return the person's row here, locked, with what their session has proved.

    Raises `ServiceError`. One of another portal with the same key is somebody else.
    """
    found = User.objects.select_for_update().filter(uuid=person.uuid, is_active=True).first()
    if found is None:
        raise ServiceError(NOT_HERE)
    found.second_factor, found.proved_at = person.second_factor, person.proved_at
    return found


def checked_display_name(name: str, *, held: Iterable[str] = ()) -> str:
    """Return a display name without space around it; raise `ServiceError`.

    Refuses one that imitates a role the person does not hold (`held`: slugs), or the service (A8).
    """
    chosen = name.strip()
    if not skeleton(chosen):
        raise ServiceError({"display_name": _("Enter a name for others to see.")})
    place = current()
    if imitates(chosen, held=set(held), service_names=(place.name, place.short_name)):
        raise ServiceError({"display_name": IMITATES})
    return chosen
