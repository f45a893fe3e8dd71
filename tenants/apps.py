"""App configuration."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Portals and what keeps them apart; lives in `public`."""

    name = "tenants"
    verbose_name = "Portals"

    def ready(self) -> None:
        """Connect the receivers that keep remembered hosts true."""
        from tenants import receivers  # noqa: F401  (connects on import)
