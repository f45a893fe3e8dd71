"""App configuration."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The directory of services; in each portal's schema."""

    name = "cms.directory"
    label = "directory"
    verbose_name = "Directory"

    def ready(self) -> None:
        """Connect what is heard; register scopes, verbs, notices, data held and the search."""
        from accounts.notifications import register_kinds
        from accounts.scopes import register_scope_kind
        from accounts.verbs import register_verbs
        from cms.directory import receivers  # noqa: F401  (connects on import)
        from cms.directory.personal_data import HOLDER
        from cms.directory.scopes import ORGANISATIONS
        from cms.directory.search_source import SOURCE
        from cms.directory.services.telling import KINDS
        from cms.directory.verbs import Verb
        from cms.search_index import register_source
        from tenants.personal_data import register_holder

        register_kinds(*KINDS)
        register_scope_kind(ORGANISATIONS)
        register_verbs(dict(Verb.choices))
        register_holder(HOLDER)
        register_source(SOURCE)
