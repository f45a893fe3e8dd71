"""Page types, and what the whole site has."""

from cms.models.base import SitePage
from cms.models.guides import FaqPage, GuidePage, StepByStepPage
from cms.models.home import HomePage
from cms.models.policies import PolicyPage, PublicationPage
from cms.models.services import CampaignPage, ContactPage, SectionPage, ServicePage
from cms.models.terms import Term

__all__ = [
    "CampaignPage",
    "ContactPage",
    "FaqPage",
    "GuidePage",
    "HomePage",
    "PolicyPage",
    "PublicationPage",
    "SectionPage",
    "ServicePage",
    "SitePage",
    "StepByStepPage",
    "Term",
]
