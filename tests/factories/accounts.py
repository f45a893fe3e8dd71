"""People, grants, invitations and places for tests."""

import factory
from django.utils import timezone

from accounts.demonstration import PASSWORD
from accounts.models import (
    Invitation,
    Locality,
    RoleGrant,
    School,
    SecondFactorReset,
    User,
    Visit,
)
from accounts.models.invitations import new_token, token_digest


class UserFactory(factory.django.DjangoModelFactory):
    """A confirmed person whose password is `PASSWORD`; `roles=["clerk"]` gives roles."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@people.example")
    display_name = factory.Sequence(lambda n: f"Person {n}")
    email_confirmed_at = factory.LazyFunction(timezone.now)
    password = PASSWORD

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(**kwargs)

    @factory.post_generation
    def roles(self, create, extracted, **kwargs):
        for role in extracted or ():
            RoleGrantFactory(user=self, role=role)


class RoleGrantFactory(factory.django.DjangoModelFactory):
    """A role that is held now."""

    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    role = "member"


class InvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation; `token` is what its link holds."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.LazyFunction(new_token)

    email = factory.Sequence(lambda n: f"invited{n}@people.example")
    display_name = "Ines Vited"
    role = "editor"
    token_hash = factory.LazyAttribute(lambda made: token_digest(made.token))


class VisitFactory(factory.django.DjangoModelFactory):
    """A remembered sign-in, without a session of Django's."""

    class Meta:
        model = Visit

    user = factory.SubFactory(UserFactory)
    session_key = factory.Sequence(lambda n: f"visit{n:027}")
    address = "203.0.113.7"


class LocalityFactory(factory.django.DjangoModelFactory):
    """A part of the area."""

    class Meta:
        model = Locality

    name = factory.Sequence(lambda n: f"Locality {n}")
    slug = factory.Sequence(lambda n: f"locality-{n}")
    order = factory.Sequence(lambda n: n)


class SchoolFactory(factory.django.DjangoModelFactory):
    """A school or setting."""

    class Meta:
        model = School

    name = factory.Sequence(lambda n: f"School {n}")
    slug = factory.Sequence(lambda n: f"school-{n}")
    order = factory.Sequence(lambda n: n)


class SecondFactorResetFactory(factory.django.DjangoModelFactory):
    """A request that waits for its second person."""

    class Meta:
        model = SecondFactorReset

    user = factory.SubFactory(UserFactory)
    asked_by = factory.SubFactory(UserFactory, roles=["portal_administrator"])
    reason = "Spoke to her in the office"
