"""App configuration."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Development Group; in each portal's schema."""

    name = "governance"
    verbose_name = "Development Group"
