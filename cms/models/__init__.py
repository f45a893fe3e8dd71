"""Page types, and what the whole site has."""

from cms.models.alerts import Alert
from cms.models.base import SitePage
from cms.models.feedback import Feedback
from cms.models.guides import FaqPage, GuidePage, StepByStepPage
from cms.models.home import HomePage
from cms.models.policies import PolicyPage, PublicationPage
from cms.models.search import SearchDocument, SearchMiss
from cms.models.services import CampaignPage, ContactPage, SectionPage, ServicePage
from cms.models.terms import Term

__all__ = [
    "Alert",
    "CampaignPage",
    "ContactPage",
    "FaqPage",
    "Feedback",
    "GuidePage",
    "HomePage",
    "PolicyPage",
    "PublicationPage",
    "SearchDocument",
    "SearchMiss",
    "SectionPage",
    "ServicePage",
    "SitePage",
    "StepByStepPage",
    "Term",
]
