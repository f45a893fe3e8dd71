"""What belongs to the whole site, for tests."""

import factory
from django.utils import timezone

from cms.models import Alert, Feedback, Term


class TermFactory(factory.django.DjangoModelFactory):
    """A word of the jargon buster, in English."""

    class Meta:
        model = Term

    name = factory.Sequence(lambda n: f"Jargon{n}")
    explanation = "What it means, in plain words."


class AlertFactory(factory.django.DjangoModelFactory):
    """A notice for the whole site that shows now."""

    class Meta:
        model = Alert

    title = "The office is closed"
    starts_at = factory.LazyFunction(timezone.now)


class FeedbackFactory(factory.django.DjangoModelFactory):
    """An answer about the first page."""

    class Meta:
        model = Feedback

    path = "/"
    title = "Home"
    language = "en"
    is_useful = True
