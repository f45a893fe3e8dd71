"""Pages of the module."""

from django.views.generic import TemplateView

from tenants.access import RuleMixin
from tenants.rules import anyone


class HomeView(RuleMixin, TemplateView):
    """Says that this part of the service is being set up, and whom to ask meanwhile."""

    rule = anyone
    template_name = "casework/home.html"
