"""The theme as a Django app: templates, static files and one template tag library."""

from django.apps import AppConfig


class ThemeConfig(AppConfig):
    """The lowest layer of Casement; it imports no other app of the project."""

    name = "theme"
    label = "theme"
    verbose_name = "Theme"
