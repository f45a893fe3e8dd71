"""What this module gives to a portal."""

from pathlib import Path

from django.utils.translation import gettext_lazy

from tenants.modules import Module, NavigationEntry

MODULE = Module(
    slug="forum",
    title="Parent & Family Forum",
    summary="Where parents and carers talk with those who plan and run services.",
    prefix="forum",
    urls="forum.urls",
    folder=Path(__file__).parent,
    navigation=(NavigationEntry(gettext_lazy("Forum"), "forum:home"),),
)
