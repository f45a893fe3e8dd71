"""App configuration."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Casework; in each portal's schema."""

    name = "casework"
    verbose_name = "Casework"
