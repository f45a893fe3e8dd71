"""Reading terms of the jargon buster from a file (`docs/content.md`)."""

from pathlib import Path

import yaml

from cms.models import Term

FIELDS = ("explanation", "name_cy", "explanation_cy", "is_linked")
LISTS = ("also", "also_cy")


def load_terms(path: Path) -> int:
    """Add or replace the terms of a YAML list; return how many. `also` and `also_cy` are lists."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    for row in rows:
        values = {name: row[name] for name in FIELDS if name in row}
        values |= {name: "\n".join(row[name]) for name in LISTS if name in row}
        Term.objects.update_or_create(name=row["name"], defaults=values)
    return len(rows)
