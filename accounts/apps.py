"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and the ledger; in each portal's schema, and in `public` for the operators."""

    name = "accounts"
    label = "accounts"
    verbose_name = "People"

    def ready(self) -> None:
        """Connect what is heard from portals and at sign-in; register what others ask this app."""
        from accounts import checks, receivers  # noqa: F401  (both connect on import)
        from accounts.notifications.kinds import register_kinds
        from accounts.notifications.own import KINDS
        from accounts.personal_data import HOLDER
        from accounts.place_scopes import register_places
        from tenants.personal_data import register_holder

        register_holder(HOLDER)
        register_kinds(*KINDS)
        register_places()
