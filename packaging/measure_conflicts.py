"""Measure the checks of review: `python packaging/measure_conflicts.py [--units 10000] [--rules 1000]`.

Approved units of all kinds are made in a workspace of their own, deleted afterwards, on the road that an
approval takes; only their vectors are made up, since embedding them says nothing about the check. Times are
the median of the rounds, with the slowest beside it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from app.capture.publishing import Publisher  # noqa: E402
from app.capture.veil import found_by  # noqa: E402
from app.core.audit import AuditEvent  # noqa: E402
from app.core.documents.documents import Label  # noqa: E402
from app.core.settings import IngestSettings  # noqa: E402
from app.core.units.forms import read_content  # noqa: E402
from app.core.units.kinds import KINDS  # noqa: E402
from app.core.units.units import Content, RevisionStatus, UnitStatus  # noqa: E402
from app.workspace.workspace import Application, create_workspace, open_application  # noqa: E402

_ROUNDS = 9
_BATCH = 500
_SUBJECTS = "drift valve shaft coupling bench laser pump housing sensor oven relay seal ring cable display order contract invoice".split()
_VERBS = "inspected replaced calibrated cleaned measured approved documented greased tightened stored".split()
_WHO = ("pressure team", "workshop", "night shift", "head of purchasing", "quality office", "service desk")


class _Made:
    """An embedder whose vectors are made up."""

    def __init__(self, id: str) -> None:  # noqa: A002
        self.id = id
        self._draw = np.random.default_rng(1)

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def embed(self, texts: Sequence[str], *, asked: bool = False) -> Any:
        found = self._draw.standard_normal((len(texts), 384)).astype(np.float32)
        return found / np.linalg.norm(found, axis=1, keepdims=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--units", type=int, default=10_000)
    parser.add_argument("--rules", type=int, default=1_000, help="of the units; their conditions can be run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        create_workspace(Path(folder) / "workspace", name="measured")
        with open_application(Path(folder) / "workspace") as app:
            _fill(app, options.units, options.rules)
            _measure(app, options.units)


def _fill(app: Application, number: int, rules: int) -> None:
    draw = random.Random(1)
    made: Any = _Made(app.settings.model.embedder)
    publisher = Publisher(app._library, app._index, lambda: made, IngestSettings())
    others = [kind for kind in KINDS if kind not in ("rule", "exception")]
    for first in range(0, number, _BATCH):
        with app._database.transaction() as tx:
            for at in range(first, min(first + _BATCH, number)):
                kind = "rule" if at < rules else draw.choice(others)
                content = _content(kind, draw, at)
                unit = app._units.begin(tx, kind, f"unit-{at}", Label.INTERNAL, "author", "author", ())
                revision = app._units.add_revision(tx, unit, content, ("author",), found_by(kind, content))
                app._units.update(tx, unit, "author", revision=revision)
                state = app._units.state(unit, tx.query)
                assert state is not None
                version, _ = publisher.publish(
                    tx, publisher.prepare(state, {}, date(2026, 1, 1)), Label.INTERNAL
                )
                app._units.settle(tx, unit, revision, RevisionStatus.APPROVED, version=version)
                app._units.update(
                    tx,
                    unit,
                    "author",
                    status=UnitStatus.APPROVED.value,
                    working="",
                    approved_revision=revision,
                    reviewed="2026-01-01",
                )
            tx.audit(app.actor, AuditEvent.INGEST_ADDED, "", {"units": number})


def _content(kind: str, draw: random.Random, at: int) -> Content:
    def sentence() -> str:
        return (
            f"The {draw.choice(_SUBJECTS)} of line {draw.randint(1, 400)} is {draw.choice(_VERBS)} every {draw.randint(2, 60)} months"
            f" by the {draw.choice(_WHO)}."
        )

    fields: dict[str, Any] = {
        field.id: f"{sentence()} {sentence()}" for field in KINDS[kind].fields if field.required
    }
    if kind == "rule":
        low = draw.randint(0, 90_000)
        what = draw.choice(_SUBJECTS)
        where = draw.choice(("Germany", "France", "Spain", "Italy"))
        fields["conditions"] = (
            f"{what} value is between {low} and {low + draw.randint(10, 4_000)} EUR and country is {where}"
        )
        fields["outcome"] = f"{what} approval: {draw.choice(('required', 'not required'))}"
    title = f"{draw.choice(_SUBJECTS)} {draw.choice(_VERBS)} {at}".capitalize()
    return read_content(KINDS[kind], {"title": title, "fields": fields})[0]


def _measure(app: Application, number: int) -> None:
    print(
        f"{number:,} approved units, {app.catalog_embedder().id}; median of {_ROUNDS} and the slowest, in ms"
    )
    draw = random.Random(2)
    for kind in ("lesson", "rule", "definition"):
        unit = app.capture.start(app.actor, kind, _content(kind, draw, 0))
        changed = replace(unit.content, title=f"{unit.title} again")
        unit = app.capture.save(app.actor, unit.id, changed, unit.change)
        found = app.capture.conflicts(app.actor, unit.id)
        _print(f"conflicts of a {kind} ({len(found)})", partial(app.capture.conflicts, app.actor, unit.id))
    checked = app.rulebook.check(app.actor)
    _print(
        f"check of {checked.rules:,} rules ({len(checked.overlaps)})", lambda: app.rulebook.check(app.actor)
    )
    _print("look over all units", lambda: app.upkeep.look_over(app.actor))


def _print(name: str, act: Callable[[], object]) -> None:
    times = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        act()
        times.append((time.perf_counter() - started) * 1000)
    print(f"  {name:44}{statistics.median(times):8.1f}{max(times):8.1f}")


if __name__ == "__main__":
    main()
