"""Measure how quickly units are listed, filtered, searched and saved: `python packaging/measure_capture.py
[--units 10000]`.

The units are made in a workspace of their own, which is deleted afterwards; each time is the median of the
rounds, with the slowest beside it. Nothing is embedded, since none of it is approved by this: what is timed
is the records.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.capture.veil import found_by  # noqa: E402
from app.core.access import Actor, Role  # noqa: E402
from app.core.audit import AuditEvent  # noqa: E402
from app.core.documents.documents import Label  # noqa: E402
from app.core.units.forms import read_content  # noqa: E402
from app.core.units.kinds import KINDS  # noqa: E402
from app.core.units.units import Content, UnitFilter, UnitOrder, UnitStatus  # noqa: E402
from app.governance.keys import Keys  # noqa: E402
from app.storage.database import Database  # noqa: E402
from app.storage.units import Units  # noqa: E402
from app.workspace.workspace import Application, create_workspace, open_application, os_account  # noqa: E402

_ROUNDS = 15
_WORDS = "drift bench valve shaft coupling warm cold start seal ring laser torque sensor pump housing torque limit wear noise".split()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--units", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        create_workspace(workspace, name="measured")
        _fill(workspace, options.units)
        with open_application(workspace) as app:
            _measure(app, options.units)


def _fill(workspace: Path, number: int) -> None:
    account, _ = os_account()
    actor = Actor("author", "Author", frozenset({Role.EXPERT}), account)
    draw = random.Random(1)
    with (
        closing(Database.open(workspace / "citewell.db", Keys.open())) as database,
        database.transaction() as tx,
    ):
        units = Units(database)
        for at in range(number):
            kind = draw.choice(list(KINDS))
            content = _content(kind, draw, at)
            unit = units.begin(
                tx, kind, f"unit-{at}", Label.INTERNAL, "author", draw.choice(["ruth", "tomas"]), ()
            )
            revision = units.add_revision(tx, unit, content, ("author",), found_by(kind, content))
            status = draw.choice(
                [UnitStatus.DRAFT, UnitStatus.APPROVED, UnitStatus.APPROVED, UnitStatus.NEEDS_REVIEW]
            )
            draft = status is UnitStatus.DRAFT
            due = "" if draft else f"2027-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
            units.update(
                tx, unit, "author", revision=revision, status=status.value, working="draft" if draft else "",
                approved_revision=None if draft else revision, review_due=due,
            )  # fmt: skip
        tx.audit(actor, AuditEvent.INGEST_ADDED, "", {"units": number})


def _content(kind: str, draw: random.Random, at: int) -> Content:
    words = [" ".join(draw.choices(_WORDS, k=12)) + "." for _ in range(6)]
    fields = {field.id: " ".join(words) for field in KINDS[kind].fields if field.required}
    raw = {
        "title": f"{' '.join(draw.choices(_WORDS, k=4))} {at}",
        "fields": fields,
        "tags": draw.sample(_WORDS[:12], 2),
    }
    return read_content(KINDS[kind], raw)[0]


def _measure(app: Application, number: int) -> None:
    actor = app.actor
    capture = app.capture
    print(f"{number:,} units; median of {_ROUNDS} and the slowest, in ms")
    lists: dict[str, Callable[[], object]] = {
        "newest 50": lambda: capture.listed(actor),
        "by title, the last page": lambda: capture.listed(actor, order=UnitOrder.TITLE, offset=number - 50),
        "by review date": lambda: capture.listed(actor, order=UnitOrder.DUE),
        "two kinds, approved, one tag": lambda: capture.listed(
            actor, UnitFilter(kinds=("rule", "case"), statuses=(UnitStatus.APPROVED,), tags=("valve",))
        ),
        "one owner": lambda: capture.listed(actor, UnitFilter(owner="ruth")),
        "mine": lambda: capture.listed(actor, UnitFilter(mine="author")),
        "due by a day": lambda: capture.listed(actor, UnitFilter(due_by="2027-03-31")),
        "two words": lambda: capture.listed(actor, UnitFilter(words="drift coup")),
        "all tags": lambda: capture.tags(actor),
    }
    for name, act in lists.items():
        _print(name, act)
    draft = capture.listed(actor, UnitFilter(statuses=(UnitStatus.DRAFT,))).units[0]
    unit = capture.show(actor, draft.id)
    state = [unit]

    def save() -> None:
        before = state[0]
        state[0] = capture.save(
            actor, before.id, replace(before.content, title=f"{before.title[:80]} again"), before.change
        )

    _print("show one", lambda: capture.show(actor, unit.id))
    _print("save a draft", save)
    _print("begin one", lambda: capture.start(actor, "rule", Content("Another rule")))


def _print(name: str, act: Callable[[], object]) -> None:
    times = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        act()
        times.append((time.perf_counter() - started) * 1000)
    print(f"  {name:32}{statistics.median(times):8.1f}{max(times):8.1f}")


if __name__ == "__main__":
    main()
