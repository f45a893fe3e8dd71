"""The platform itself: what answers at the operator's own host, in the `public` schema."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from tenants.models import address
from theme.bilingual import Bilingual


@dataclass(frozen=True)
class Platform(Bilingual):
    """Stands where a portal would stand when the operator's console is asked for."""

    schema_name: str = "public"
    key: str = "platform"
    slug: str = ""
    name: str = "Casement"
    name_cy: str = ""
    short_name: str = "Casement"
    kind: str = ""
    status: str = "live"
    is_platform: bool = True
    modules: tuple[str, ...] = ()
    theme: dict[str, Any] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    default_language: str = "en"
    content_version: int = 0
    contact_email: str = ""
    contact_telephone: str = ""
    contact_address: str = ""
    contact_address_cy: str = ""
    contact_hours: str = ""

    @property
    def title(self) -> str:
        """Its name, the same in every language."""
        return self.name

    @property
    def signing_key(self) -> str:
        """The platform signs with the installation's key alone."""
        return ""

    @property
    def primary_domain(self) -> str:
        """The operator's host."""
        host: str = settings.PLATFORM_HOST
        return host

    def url(self, path: str = "/") -> str:
        """Return the full address of a path on the platform's host."""
        return address(self.primary_domain, path)

    def has_module(self, slug: str) -> bool:
        """The platform has no modules."""
        return False


PLATFORM = Platform()
