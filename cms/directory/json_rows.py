"""Rows that belong to others as JSON beside them: one query less than reading them apart."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef
from django.db.models.functions import JSONObject


def rows_as_json(model: type[Model], owner: str, ours: str = "pk", /, **more: str) -> ArraySubquery:
    """Return an array of a model's rows, those whose `owner` is our row's `ours`, as JSON.

    `more` names what is read through relations.
    """
    names = {f.name: f.name for f in model._meta.concrete_fields if not f.is_relation}
    rows = model._default_manager.filter(**{owner: OuterRef(ours)})
    return ArraySubquery(rows.values(json=JSONObject(**names, **more)))
