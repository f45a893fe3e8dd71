"""App configuration."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """What is new; in each portal's schema."""

    name = "cms.news"
    label = "news"
    verbose_name = "News"

    def ready(self) -> None:
        """Register what is held about people, what goes into the ledger, what is searched."""
        from accounts.verbs import register_verbs
        from cms.news import receivers  # noqa: F401  (connect on import)
        from cms.news.personal_data import HOLDER
        from cms.news.search_source import SOURCE
        from cms.news.verbs import WORDS
        from cms.search_index import register_source
        from tenants.personal_data import register_holder

        register_holder(HOLDER)
        register_source(SOURCE)
        register_verbs(WORDS)
