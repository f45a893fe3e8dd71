"""What belongs to the whole site, for tests."""

import factory

from cms.models import Term


class TermFactory(factory.django.DjangoModelFactory):
    """A word of the jargon buster, in English."""

    class Meta:
        model = Term

    name = factory.Sequence(lambda n: f"Jargon{n}")
    explanation = "What it means, in plain words."
