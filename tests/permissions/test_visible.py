"""What a list shows is what its things may be seen one by one: `visible_to` agrees with its rule.

Every model whose manager has `visible_to(user)` is found by itself; its app's `rules.py` must have
`can_see_<model>` or `can_view_<model>` for one thing.
"""

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import RoleGrant, User
from tests.factories.accounts import UserFactory
from tests.permissions.addresses import OUR_PACKAGES
from tests.permissions.people import PORTAL_ROLES

MAKE: dict[str, Callable[[], object]] = {}
"""By a model's label: makes some rows of different kinds, for tables that begin empty."""


def pairs() -> list[Any]:
    """Return each model that has `visible_to`, with the rule about one of its rows."""
    found = []
    for model in apps.get_models():
        if model._meta.app_config.name not in OUR_PACKAGES:
            continue
        if hasattr(model._default_manager.all(), "visible_to"):
            rules = import_module(f"{model._meta.app_config.name}.rules")
            name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()
            rule = getattr(rules, f"can_see_{name}", None) or getattr(rules, f"can_view_{name}", 0)
            found.append(pytest.param(model, rule, id=model._meta.label))
    return found


def test_the_ledger_is_among_them():
    assert "accounts.LedgerEntry" in {pair.id for pair in pairs()}


@pytest.mark.parametrize(("model", "rule"), pairs())
def test_every_list_has_a_rule_about_one_thing(model, rule):
    assert callable(rule), f"{model._meta.label}: no can_see_ or can_view_ rule about one row"


@pytest.mark.parametrize(("model", "rule"), pairs())
def test_a_list_shows_exactly_what_may_be_seen_one_by_one(portal, model, rule):
    MAKE.get(model._meta.label, lambda: None)()
    rows = list(model._default_manager.all())
    assert rows, f"{model._meta.label}: add something to MAKE"
    somebody = UserFactory()

    @settings(
        deadline=None,
        derandomize=True,
        max_examples=25,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    @given(st.sets(st.sampled_from(PORTAL_ROLES)))
    def agrees(roles):
        RoleGrant.objects.filter(user=somebody).delete()
        now = timezone.now()
        RoleGrant.objects.bulk_create(
            RoleGrant(user=somebody, role=role, starts_at=now) for role in roles
        )
        user = User.objects.get(pk=somebody.pk)
        shown = set(model._default_manager.visible_to(user))
        assert shown == {row for row in rows if rule(user, row)}, sorted(roles)

    agrees()
