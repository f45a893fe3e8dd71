"""What every change to one's own account begins with."""

from django.utils.translation import gettext_lazy

from accounts.models import User
from tenants.errors import ServiceError

NOT_HERE = gettext_lazy("This account is not here.")


def locked_person(person: User) -> User:
    """Return the person's row here, locked, with what their session has proved.

    Raises `ServiceError`. One of another portal with the same key is somebody else.
    """
    found = User.objects.select_for_update().filter(uuid=person.uuid, is_active=True).first()
    if found is None:
        raise ServiceError(NOT_HERE)
    found.second_factor, found.proved_at = person.second_factor, person.proved_at
    return found
