import dataclasses

import pytest

from accounts.roles import (
    CASEWORK_ROLES,
    ROLES,
    TWO_FACTOR_ROLES,
    WAGTAIL_ROLES,
    role_choices,
    roles_of_place,
)
from tenants.modules import all_modules

ROLES_OF_A2 = {
    *("member", "parent_representative", "service_provider", "moderator", "steering_group"),
    *("development_group_member", "clerk", "chair", "author", "editor", "publisher"),
    *("portal_administrator", "volunteer", "caseworker", "practice_manager", "service_manager"),
    "auditor",
}


def test_every_role_of_the_specification_is_there_and_the_operator():
    assert set(ROLES) == ROLES_OF_A2 | {"operator"}
    assert [slug for slug, _ in role_choices()] == list(ROLES)


def test_only_those_who_work_with_families_have_casework():
    assert {"volunteer", "caseworker", "practice_manager"} == CASEWORK_ROLES
    assert not ROLES["portal_administrator"].casework
    assert not ROLES["operator"].casework


def test_two_factor_is_compulsory_for_operators_administrators_clerks_and_casework():
    assert {"operator", "portal_administrator", "clerk"} | CASEWORK_ROLES <= TWO_FACTOR_ROLES


def test_the_roles_that_can_be_given_for_a_part_are_those_of_a2():
    scoped = {slug for slug, role in ROLES.items() if role.scopes}
    assert scoped == {
        "author",
        "editor",
        "publisher",
        "moderator",
        "service_provider",
        "caseworker",
    }


def test_editing_roles_have_a_group():
    assert {"author", "editor", "publisher", "portal_administrator"} == WAGTAIL_ROLES


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.slug)
def test_a_role_says_what_it_is_for_in_a_sentence(role):
    assert role.title
    assert role.description.endswith(".")
    assert len(role.description) < 100


def test_a_role_of_an_add_on_names_one_that_is_installed_if_any_are():
    installed = {module.slug for module in all_modules()}
    named = {role.module for role in ROLES.values() if role.module}
    assert named <= {"forum", "governance", "casework"} | installed


def test_roles_cannot_be_changed_by_accident():
    with pytest.raises(dataclasses.FrozenInstanceError):
        ROLES["member"].casework = True


def test_the_platform_has_operators_alone():
    assert [role.slug for role in roles_of_place(is_platform=True, modules=())] == ["operator"]


def test_a_portal_has_the_roles_of_its_add_ons():
    without = {role.slug for role in roles_of_place(is_platform=False, modules=())}
    with_casework = {role.slug for role in roles_of_place(is_platform=False, modules=["casework"])}
    assert "operator" not in with_casework
    assert with_casework - without == CASEWORK_ROLES
