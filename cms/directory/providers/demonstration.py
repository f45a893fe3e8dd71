"""What providers of a demonstration portal have proposed, from the `providers.yaml` in its folder.

A list of `{account, service, values, note}`: the first part of the provider's address, the name of
the service, and the fields that they want changed.
"""

from pathlib import Path
from typing import Any

import yaml

from accounts.models import User
from cms.directory.models import ProposedChange, Service
from cms.directory.services import basis_of, propose_change
from cms.directory.values.reading import fingerprint
from tenants.current import current


def load_changes(folder: Path) -> int:
    """Propose them in the portal in hand, unless somebody has proposed something there already."""
    path = folder / "providers.yaml"
    if not path.is_file() or ProposedChange.objects.exists():
        return 0
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    for row in rows:
        _propose(row)
    return len(rows)


def _propose(row: dict[str, Any]) -> None:
    kind = ProposedChange.Kind.SERVICE
    service = Service.objects.select_related("organisation").get(name=row["service"])
    actor = User.objects.get(email=f"{row['account']}@{current().slug}.example")
    basis = basis_of(kind, service, None)
    propose_change(
        actor=actor,
        organisation=service.organisation,
        kind=kind,
        entry=service,
        values=basis | row["values"],
        seen=fingerprint(basis),
        note=row.get("note", ""),
    )
