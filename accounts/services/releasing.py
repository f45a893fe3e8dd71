"""Making an account nobody's: for those who leave, and for addresses that nobody confirmed.

Rows are never deleted: what somebody wrote stays under "A former member", and deleting a person
would ask the platform for tables that only portals have.
"""

from django.utils import timezone

from accounts.models import User

FORMER = "A former member"


def free_address(person: User) -> None:
    """Close an account for good and make its address free; nobody can sign in by it again."""
    person.email = f"left-{person.uuid}@left.invalid"
    person.display_name, person.full_name = FORMER, ""
    person.is_active, person.email_confirmed_at = False, None
    person.left_at = timezone.now()
    person.set_unusable_password()
    person.save()
