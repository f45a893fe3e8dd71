"""App configuration."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """What is on; in each portal's schema."""

    name = "cms.events"
    label = "events"
    verbose_name = "Events"

    def ready(self) -> None:
        """Register what is held about people, what goes into the ledger, what is searched."""
        from accounts.verbs import register_verbs
        from cms.events import receivers  # noqa: F401  (connect on import)
        from cms.events.personal_data import HOLDER
        from cms.events.search_source import SOURCE
        from cms.events.verbs import WORDS
        from cms.search_index import register_source
        from tenants.personal_data import register_holder

        register_holder(HOLDER)
        register_source(SOURCE)
        register_verbs(WORDS)
