"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and the ledger; in each portal's schema, and in `public` for the operators."""

    name = "accounts"
    label = "accounts"
    verbose_name = "People"

    def ready(self) -> None:
        """Connect what is heard from the portals and at sign-in; say what is held of people."""
        from accounts import receivers  # noqa: F401  (connects on import)
        from accounts.personal_data import HOLDER
        from tenants.personal_data import register_holder

        register_holder(HOLDER)
