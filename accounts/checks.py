"""What `manage.py check --deploy` says of people."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError

from accounts.models import User
from tenants.current import portal_context
from tenants.models import Portal
from tenants.platform import PLATFORM


@register(Tags.security, deploy=True)
def demonstration_is_over(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn of what a demonstration left behind in an installation that is none any more.

    The accounts cannot sign in, but their names and pages are still shown.
    """
    if settings.DEMONSTRATION:
        return []
    try:
        named = [
            place.slug or "the platform"
            for place in (PLATFORM, *Portal.objects.all())
            if _holds_some(place)
        ]
    except DatabaseError:
        return []  # not prepared yet: nothing can be left over
    if not named:
        return []
    return [
        Warning(
            f"Accounts of a demonstration are left over in: {', '.join(named)}.",
            hint=(
                "They cannot sign in while CASEMENT_DEMONSTRATION is off. Delete the portals that "
                "were made for it, or start with a fresh CASEMENT_VAR and DATABASE_URL."
            ),
            id="accounts.W001",
        )
    ]


def _holds_some(place: Any) -> bool:
    with portal_context(place):
        return User.objects.filter(is_demonstration=True).exists()
