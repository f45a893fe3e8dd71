"""Content types: remembered by the process, so their ids must be the same everywhere."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tenants.current import portal_context
from tenants.platform import PLATFORM
from tests.conftest import make_portal

ALL = "SELECT app_label || '.' || model, id FROM django_content_type"
ONE = "SELECT id FROM django_content_type WHERE app_label = %s AND model = %s"


def ids_in(place) -> dict[str, int]:
    with portal_context(place), connection.cursor() as cursor:
        cursor.execute(ALL)
        return dict(cursor.fetchall())


def id_in_the_table(model) -> int:
    with connection.cursor() as cursor:
        cursor.execute(ONE, [model._meta.app_label, model._meta.model_name])
        return cursor.fetchone()[0]


def test_portals_have_the_same_ids(north, south):
    assert ids_in(north) == ids_in(south)


@pytest.mark.parametrize("kind", ["pru", "school"])
def test_portals_of_every_kind_have_the_same_ids(north, kind):
    other = make_portal("western", kind=kind)

    assert ids_in(other) == ids_in(north)


def test_the_platform_has_the_same_ids(north):
    portals, platform = ids_in(north), ids_in(PLATFORM)
    shared = platform.keys() & portals.keys()

    assert shared
    assert {name: platform[name] for name in shared} == {name: portals[name] for name in shared}


def test_a_type_that_comes_later_has_the_same_id_in_whatever_order_portals_get_it(north, south):
    made = []
    for place, names in ((north, "ab"), (PLATFORM, "ba"), (south, "b")):
        with portal_context(place):
            for name in names:
                ContentType.objects.create(app_label="later", model=name)
            made.append(ContentType.objects.get(app_label="later", model="b").pk)
            ContentType.objects.clear_cache()

    assert len(set(made)) == 1


def test_what_one_thread_remembers_is_true_in_anothers_schema(north):
    user = apps.get_model("accounts", "User")

    with portal_context(north):
        ContentType.objects.clear_cache()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(_remember_on_the_platform, user).result()
        assert ContentType.objects.get_for_model(user).pk == id_in_the_table(user)


def _remember_on_the_platform(model) -> None:
    connection.set_schema_to_public()
    ContentType.objects.get_for_model(model)
    connection.close()


def test_threads_that_switch_portals_all_the_time_get_the_right_ids(north, south):
    models = [model for model in apps.get_models() if model._meta.app_label in {"cms", "accounts"}]

    def look(seed: int) -> list[str]:
        chosen, wrong = random.Random(seed), []
        for _step in range(15):
            with portal_context(chosen.choice([north, south, PLATFORM])):
                model = chosen.choice(models)
                got = ContentType.objects.get_for_model(model, for_concrete_model=False)
                if got.pk != id_in_the_table(model) or got.model_class() is not model:
                    wrong.append(f"{model} in {connection.schema_name}: {got.pk}")
        connection.close()
        return wrong

    with ThreadPoolExecutor(6) as pool:
        assert [fault for faults in pool.map(look, range(6)) for fault in faults] == []
