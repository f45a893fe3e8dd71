"""Every view of the project declares who may use it, and what it declares is what is checked."""

import pytest

from tenants.access import RuleMixin
from tests.permissions.addresses import (
    PLATFORM_URLS,
    PORTAL_URLS,
    PREFIXES_OF_OTHERS,
    every_address,
)
from tests.permissions.arguments import ARGUMENTS

EVERY = [*every_address(PORTAL_URLS), *every_address(PLATFORM_URLS)]
OURS = [address for address in EVERY if address.declares]
NOT_OURS = [address for address in EVERY if not address.is_ours]


def test_the_whole_project_is_looked_at():
    assert len(OURS) > 60
    assert len(NOT_OURS) > 150


@pytest.mark.parametrize("address", OURS, ids=str)
def test_the_view_declares_a_rule_of_a_rules_module(address):
    assert address.rule is not None, f"{address.route}: no rule"
    assert address.rule.__module__.endswith(".rules"), address.rule


@pytest.mark.parametrize("address", [a for a in OURS if a.view_class], ids=str)
def test_the_class_checks_what_it_declares(address):
    assert issubclass(address.view_class, RuleMixin)


def test_views_of_others_stand_only_where_they_are_known_to_stand():
    strays = [a.route for a in NOT_OURS if not a.route.startswith(tuple(PREFIXES_OF_OTHERS))]

    assert strays == []


def test_every_address_with_parameters_can_be_tried():
    needed = {address.name for address in OURS if address.parameters}

    assert needed - ARGUMENTS.keys() == set()
    assert ARGUMENTS.keys() - needed == set()
