"""App configuration."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """What is on; in each portal's schema."""

    name = "cms.events"
    label = "events"
    verbose_name = "Events"

    def ready(self) -> None:
        """Register what is held about people and what goes into the ledger."""
        from accounts.verbs import register_verbs
        from cms.events import receivers  # noqa: F401  (connect on import)
        from cms.events.personal_data import HOLDER
        from cms.events.verbs import WORDS
        from tenants.personal_data import register_holder

        register_holder(HOLDER)
        register_verbs(WORDS)
