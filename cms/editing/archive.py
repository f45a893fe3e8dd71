"""Writing down a page with all below it and all that goes with it, and putting it back (C5).

What is written down is what Django would delete, found by Django itself, so nothing that hangs on a
page is forgotten when a model is added. Pages come back under their old keys: links, versions and
history still fit.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import DEFAULT_DB_ALIAS
from django.db.models import ForeignKey, Model
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import Page

PAGE, REVISION = "wagtailcore.page", "wagtailcore.revision"
LEFT_OUT = frozenset(
    {
        "cms.previewlink",  # a link to a draft ends with the page
        "cms.brokenlink",
        "wagtailcore.workflowstate",  # what waited is sent in again
        "wagtailcore.taskstate",
        "wagtailcore.grouppagepermission",  # roles for a section end with it
        "wagtailcore.referenceindex",
        "wagtailadmin.editingsession",
    }
)
INDEXES = frozenset({"wagtailsearch", "modelsearch"})
"""Apps whose rows are made anew from the pages."""
Row = dict[str, Any]
Archive = dict[str, list[Any]]


def written_down(root: Page) -> Archive:
    """Return a page and all below it as JSON: its rows, and what elsewhere pointed to them."""
    collector = Collector(using=DEFAULT_DB_ALIAS, origin=root)
    collector.collect(Page.objects.filter(path__startswith=root.path))
    found: Iterator[Model] = (row for rows in collector.data.values() for row in rows)
    fast: Iterator[Model] = (row for rows in collector.fast_deletes for row in rows)
    kept = [row for row in (*found, *fast) if _is_kept(row)]
    archive = {
        "rows": serializers.serialize("python", kept),
        "pointers": list(_pointers(collector)),
    }
    plain: Archive = json.loads(json.dumps(archive, default=str))
    return plain


def _is_kept(row: Model) -> bool:
    meta = row._meta
    return not (meta.auto_created or meta.label_lower in LEFT_OUT or meta.app_label in INDEXES)


def _pointers(collector: Collector) -> Iterator[list[Any]]:
    """Yield what will point to nothing: model, field, key of the row, and what it pointed to."""
    for (field, _value), groups in collector.field_updates.items():
        found: Iterator[Any] = (row for group in groups for row in _each(group))
        for row in found:
            old = getattr(row, field.attname)
            if old is not None:
                yield [row._meta.label_lower, field.name, row.pk, old]


def _each(group: Any) -> Iterable[Model]:
    """Return the rows of a group, which Django gives as rows, or as one by itself."""
    return (group,) if isinstance(group, Model) else group


def pages_in(archive: Archive) -> list[Row]:
    """Return the rows of the pages, the topmost first."""
    rows = [row for row in archive["rows"] if row["model"] == PAGE]
    return sorted(rows, key=lambda row: str(row["fields"]["path"]))


def put_back(archive: Archive, *, path: str, url_path: str, slug: str) -> list[int]:
    """Save the rows again, the topmost page at that place in the tree; return the pages' keys.

    `path` is the place in the tree, `url_path` ends with `slug`. What points to something that is
    gone by now points nowhere, or is left out where it must point.
    """
    pages = pages_in(archive)
    top = dict(pages[0]["fields"])
    for row in pages:
        _move(row["fields"], top, path, url_path)
    pages[0]["fields"]["slug"] = slug
    _settle_times(archive["rows"])
    there = {(row["model"], str(row["pk"])) for row in archive["rows"]}
    rows = sorted(archive["rows"], key=_rank)
    for found in serializers.deserialize("python", rows, ignorenonexistent=True):
        if _points_somewhere(found.object, there) and _has_room(found.object):
            found.save()
    _point_again(archive["pointers"])
    return [int(row["pk"]) for row in pages]


def _rank(row: Row) -> int:
    """Return when a row is saved: what makes a page of a page last of its tables, then the rest.

    So nothing that hears of a table sees half a page. Foreign keys are checked at the end.
    """
    parents = len(apps.get_model(row["model"])._meta.get_parent_list())
    return -parents if row["model"] == PAGE or parents else 1


def _move(fields: Row, top: Row, path: str, url_path: str) -> None:
    below = len(top["path"])
    fields["path"] = path + fields["path"][below:]
    fields["depth"] = len(fields["path"]) // Page.steplen
    fields["url_path"] = url_path + fields["url_path"][len(top["url_path"]) :]
    same = Page.objects.filter(translation_key=fields["translation_key"], locale=fields["locale"])
    if same.exists():  # somebody has made another translation meanwhile
        fields["translation_key"] = str(Page._meta.get_field("translation_key").get_default())


def _settle_times(rows: Iterable[Row]) -> None:
    """Forget times of publishing that went by while the page was away."""
    for row in rows:
        moment = row["model"] == REVISION and row["fields"]["approved_go_live_at"]
        if moment and (parse_datetime(moment) or timezone.now()) <= timezone.now():
            row["fields"]["approved_go_live_at"] = None


def _points_somewhere(row: Model, there: set[tuple[str, str]]) -> bool:
    """Whether all that a row points to is there; what may be empty is emptied."""
    local: Iterable[Any] = row._meta.local_fields
    for field in local:
        key = getattr(row, field.attname)
        if (
            not isinstance(field, ForeignKey)
            or key is None
            or not getattr(field, "db_constraint", True)
        ):
            continue
        target: Any = field.remote_field.model
        if (target._meta.label_lower, str(key)) in there:
            continue
        if target._base_manager.filter(**{field.target_field.attname: key}).exists():
            continue
        if not field.null:
            return False
        setattr(row, field.attname, None)
    return True


def _has_room(row: Model) -> bool:
    """Whether nothing else has taken a row's place meanwhile, such as a redirect's old address."""
    for names in (*row._meta.unique_together, *_alone(row)):
        wanted = {name: getattr(row, name) for name in names}
        if row._meta.label_lower == PAGE or not any(wanted.values()):
            continue
        if type(row)._base_manager.filter(**wanted).exclude(pk=row.pk).exists():
            return False
    return True


def _alone(row: Model) -> Iterator[tuple[str]]:
    for field in row._meta.local_fields:
        if field.unique and not field.primary_key:
            yield (field.attname,)


def _point_again(pointers: Iterable[list[Any]]) -> None:
    for label, name, key, old in pointers:
        model = apps.get_model(label)
        model._base_manager.filter(pk=key, **{f"{name}__isnull": True}).update(**{name: old})
