"""App configuration."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The directory of services; in each portal's schema."""

    name = "cms.directory"
    label = "directory"
    verbose_name = "Directory"
