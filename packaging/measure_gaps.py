"""Measure how long 5,000 questions take to be sorted into gaps: `python packaging/measure_gaps.py
[--questions 5000]`.

The questions are made of parts, so that some ask for the same thing in other words. They are sorted in twice,
each time in a workspace of their own that is deleted afterwards: with the vectors that are kept when a
question is asked, and without, as old runs are.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.core.audit import AuditEvent  # noqa: E402
from app.core.documents.documents import Label  # noqa: E402
from app.core.inquiry.gaps import Cause, GapFilter  # noqa: E402
from app.storage.gaps import GapRecords, Unanswered  # noqa: E402
from app.workspace.workspace import create_workspace, open_application  # noqa: E402

_FORMS = ("What is the {0} of the {1}?", "How do we set the {0} of the {1}?", "Who decides about the {0} of the {1}?",
          "Tell me the {0} of the {1}", "Why was the {0} of the {1} changed?")  # fmt: skip
_WHAT = "limit colour price weight owner supplier warranty torque seal drift noise calibration interval spare part packaging label".split()
_WHERE = (
    "pump valve laser bench turbine gearbox sensor cable housing display printer forklift canteen server badge oven crane"
    " press"
).split()
_PLACE = "in hall one,in the north wing,at the customer in Mossgate,on the night shift,for the army,in winter,after a cold start,".split(
    ","
)


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=int, default=5000)
    options = parser.parse_args()
    draw = random.Random(1)
    asked = [
        f"{draw.choice(_FORMS).format(draw.choice(_WHAT), draw.choice(_WHERE)).rstrip('?')} {draw.choice(_PLACE)}?".replace(
            " ?", "?"
        )
        for _ in range(options.questions)
    ]
    for kept in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder) / "workspace", asked, kept=kept)


def _measure(workspace: Path, asked: list[str], *, kept: bool) -> None:
    create_workspace(workspace, name="measured")
    with open_application(workspace) as app:
        embedder = app.catalog_embedder()
        different = sorted(set(asked), key=len)
        vectors = dict(zip(different, embedder.embed(different), strict=True)) if kept else {}
        records = GapRecords(app._database)
        with app._database.transaction() as tx:
            for number, question in enumerate(asked):
                unanswered = Unanswered(
                    f"run-{number}", app.actor.person, question, Label.INTERNAL, Cause.ABSTAINED, unmasked=False,
                    vector=vectors.get(question), embedder=embedder.id if kept else "",
                )  # fmt: skip
                records.note(tx, unanswered)
            tx.audit(app.actor, AuditEvent.INGEST_ADDED, "")
        started = time.perf_counter()
        found = app.gaps.gather(app.actor)
        seconds = time.perf_counter() - started
        started = time.perf_counter()
        app.gaps.listed(app.actor, GapFilter())
        listed = (time.perf_counter() - started) * 1000
        how = "vectors kept when they were asked" if kept else f"{len(different):,} of them embedded"
        print(
            f"{found.questions:,} questions into {found.new:,} gaps: {seconds:.1f} s ({how}); a page of them {listed:.0f} ms"
        )  # noqa: T201


if __name__ == "__main__":
    main()
