"""App configuration."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Public pages; in each portal's schema."""

    name = "cms"
    verbose_name = "Pages"

    def ready(self) -> None:
        """Connect what fills templates and what makes kept pages stale; say what sections are."""
        from cms import receivers, starter  # noqa: F401  (connect on import)
        from cms.sections import register_sections

        register_sections()
