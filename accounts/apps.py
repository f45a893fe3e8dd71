"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and the ledger; in each portal's schema, and in `public` for the operators."""

    name = "accounts"
    label = "accounts"
    verbose_name = "People"

    def ready(self) -> None:
        """Connect what is heard from the portals, and what binds a session to its portal.

        Also what roles can be limited to here.
        """
        from accounts import receivers  # noqa: F401  (connects on import)
        from accounts.place_scopes import register_places

        register_places()
