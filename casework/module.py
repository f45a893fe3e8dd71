"""What this module gives to a portal."""

from pathlib import Path

from django.utils.translation import gettext_lazy

from tenants.modules import Module, NavigationEntry

MODULE = Module(
    slug="casework",
    title="Casework",
    summary="Confidential information and support for individual parents.",
    prefix="casework",
    urls="casework.urls",
    folder=Path(__file__).parent,
    navigation=(NavigationEntry(gettext_lazy("Individual support"), "casework:home"),),
)
