"""App configuration."""

from django.apps import AppConfig


class ForumConfig(AppConfig):
    """Parent & Family Forum; in each portal's schema."""

    name = "forum"
    verbose_name = "Parent & Family Forum"
