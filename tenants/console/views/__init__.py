"""The console's screens."""

from tenants.console.views.actions import (
    AddDomainView,
    CloseView,
    DeleteView,
    RenameView,
    ResumeView,
    SuspendView,
)
from tenants.console.views.portals import CreatedView, CreateView, PortalListView, PortalView

__all__ = [
    "AddDomainView",
    "CloseView",
    "CreateView",
    "CreatedView",
    "DeleteView",
    "PortalListView",
    "PortalView",
    "RenameView",
    "ResumeView",
    "SuspendView",
]
