"""Page types, and what the whole site has."""

from cms.models.alerts import Alert
from cms.models.base import SitePage
from cms.models.complaints import ComplaintsPage
from cms.models.editing import (
    ApprovalTask,
    BrokenLink,
    DeletedPage,
    LinkCheck,
    PageReview,
    PreviewLink,
)
from cms.models.feedback import Feedback
from cms.models.forms_sent import FormCount
from cms.models.guides import FaqPage, GuidePage, StepByStepPage
from cms.models.home import HomePage
from cms.models.policies import PolicyPage, PublicationPage
from cms.models.programmes import ProgrammeCataloguePage, ProgrammePage
from cms.models.search import SearchDocument, SearchMiss
from cms.models.services import CampaignPage, ContactPage, SectionPage, ServicePage
from cms.models.set_up import ModuleOptions, SetUpTick
from cms.models.terms import Term

__all__ = [
    "Alert",
    "ApprovalTask",
    "BrokenLink",
    "CampaignPage",
    "ComplaintsPage",
    "ContactPage",
    "DeletedPage",
    "FaqPage",
    "Feedback",
    "FormCount",
    "GuidePage",
    "HomePage",
    "LinkCheck",
    "ModuleOptions",
    "PageReview",
    "PolicyPage",
    "PreviewLink",
    "ProgrammeCataloguePage",
    "ProgrammePage",
    "PublicationPage",
    "SearchDocument",
    "SearchMiss",
    "SectionPage",
    "ServicePage",
    "SetUpTick",
    "SitePage",
    "StepByStepPage",
    "Term",
]
