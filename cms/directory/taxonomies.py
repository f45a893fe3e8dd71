"""The taxonomies that every portal begins with: made from data, never undoing what editors did."""

from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml

from cms.directory.models import Taxonomy, TaxonomyTerm
from theme.bilingual import WELSH

FILE = Path(__file__).parent.parent / "starter" / "taxonomies.yaml"
OTHER_WORDS = FILE.with_name("other_words.yaml")
OURS = UUID("0f0a3d5e-6c0e-5b7a-9a6e-5f1d3c2b1a90")
"""Namespace of their UUIDs: a term has the same in every portal, so that data can be joined."""
COLUMNS = ("code", "name", "name_cy", "description", "description_cy")


def make_taxonomies() -> None:
    """Make those that are missing, with all their terms; one that is there is left as it is."""
    there = set(Taxonomy.objects.values_list("code", flat=True))
    for order, each in enumerate(yaml.safe_load(FILE.read_text(encoding="utf-8")), start=1):
        if each["code"] not in there:
            _make(each, order)


def other_words(taxonomy: str, term: str) -> dict[str, str]:
    """Return what people look for when they mean a term, as the fields of its row hold it."""
    words = _other_words().get(taxonomy, {}).get(term, {})
    fields = {"en": "other_words", WELSH: "other_words_cy"}
    return {fields[language]: "\n".join(lines) for language, lines in words.items()}


@cache
def _other_words() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(OTHER_WORDS.read_text(encoding="utf-8"))
    return found


def _make(each: dict[str, Any], order: int) -> None:
    texts = {name: each[name] for name in COLUMNS}
    taxonomy = Taxonomy.objects.create(id=uuid5(OURS, each["code"]), order=order, **texts)
    TaxonomyTerm.objects.bulk_create(
        TaxonomyTerm(
            id=uuid5(OURS, f"{taxonomy.code}/{row[0]}"),
            taxonomy=taxonomy,
            order=place,
            **dict(zip(COLUMNS, row, strict=True)),
            **other_words(taxonomy.code, row[0]),
        )
        for place, row in enumerate(each["terms"], start=1)
    )
