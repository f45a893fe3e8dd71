"""App configuration."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Public pages; in each portal's schema."""

    name = "cms"
    verbose_name = "Pages"

    def ready(self) -> None:
        """Connect what fills templates and makes kept pages stale; register sections and data."""
        from accounts.notifications.kinds import register_kinds
        from accounts.verbs import register_verbs
        from cms import receivers, starter  # noqa: F401  (connect on import)
        from cms.editing import receivers as editing_receivers  # noqa: F401
        from cms.editing import schedule, telling  # noqa: F401
        from cms.editing.kinds import KINDS
        from cms.page_source import SOURCE
        from cms.personal_data import HOLDER
        from cms.search_index import register_source
        from cms.sections import register_sections
        from cms.verbs import Verb
        from tenants.personal_data import register_holder

        register_holder(HOLDER)
        register_sections()
        register_source(SOURCE)
        register_verbs(dict(Verb.choices))
        register_kinds(*KINDS)
        telling.connect()
