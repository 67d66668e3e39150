"""Take Python's proposals in as decision drafts, in a workspace made for it, and print how many filled which
field.

    python packaging/import_peps.py FOLDER [--json]

The folder holds `pep-0001.rst` and so on. The same use case as `citewell units import FOLDER`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.core.units.kinds import KINDS
from app.workspace.workspace import create_workspace, open_application


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="citewell-proposals-") as made:
        os.environ["CITEWELL_STATE"] = str(Path(made, "state"))
        workspace = Path(made, "workspace")
        create_workspace(workspace)
        with open_application(workspace) as app:
            files = sorted(given.folder.glob("*.rst"))
            begun = time.perf_counter()
            report = app.exchange.import_units(app.actor, files)
            took = time.perf_counter() - begun
            again = app.exchange.import_units(app.actor, files)
    taken = report.of("new")
    counts = {field.title: sum(field.id in one.filled for one in taken) for field in KINDS["decision"].fields}
    if given.json:
        print(
            json.dumps(
                {
                    "files": len(report.files),
                    "units": len(taken),
                    "again": again.as_json() | {"files": []},
                    "fields": counts,
                }
            )
        )
        return 0
    print(
        f"{len(report.files)} files: {len(taken)} decisions, {len(report.of('failed'))} failed, in {took:.1f} s; ",
        end="",
    )
    print(f"a second time {len(again.of('unchanged'))} unchanged\n")
    print("| field | proposals | share |\n|---|---|---|")
    for title, number in counts.items():
        print(f"| {title} | {number} | {number / max(1, len(taken)):.0%} |")
    for one in report.of("failed"):
        print(f"\n{one.path}: {one.error}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
