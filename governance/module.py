"""What this module gives to a portal."""

from pathlib import Path

from django.utils.translation import gettext_lazy

from tenants.modules import Module, NavigationEntry

MODULE = Module(
    slug="governance",
    title="Development Group",
    summary="The body that keeps the service honest; meetings, votes and minutes.",
    prefix="governance",
    urls="governance.urls",
    folder=Path(__file__).parent,
    navigation=(NavigationEntry(gettext_lazy("Development Group"), "governance:home"),),
)
