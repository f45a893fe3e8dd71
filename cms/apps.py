"""App configuration."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Public pages; in each portal's schema."""

    name = "cms"
    verbose_name = "Pages"

    def ready(self) -> None:
        """Connect what fills templates and makes kept pages stale; say what is held of people."""
        from cms import receivers, starter  # noqa: F401  (connect on import)
        from cms.personal_data import HOLDER
        from tenants.personal_data import register_holder

        register_holder(HOLDER)
