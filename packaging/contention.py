"""How much sooner the first word comes when documents give way to a question: `python packaging/contention.py
[--model ID] [--rounds 7]`.

Takes made documents in while the same questions are asked, once with the turns that the program takes and
once without, and once more with nothing else going on. Prints the medians.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.core.errors import Cancelled  # noqa: E402
from app.core.work import CancelToken, Progress  # noqa: E402
from app.inference.turns import Turns  # noqa: E402
from app.workspace.workspace import Application, create_workspace, open_application  # noqa: E402

_WORDS = "pump valve filter seal gauge sensor bench laser cable board relay motor bearing shaft flange gasket nozzle tank".split()


class NoTurns(Turns):
    """Turns that nobody waits for: what the program would be without them."""

    def give_way(self, cancel: CancelToken) -> None:
        pass


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", default="smollm2-135m")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    rows = []
    for name, kind, busy in (
        ("nothing else", Turns, False),
        ("documents give way", Turns, True),
        ("they do not", NoTurns, True),
    ):
        with tempfile.TemporaryDirectory() as scratch:
            os.environ["CITEWELL_STATE"] = f"{scratch}/state"
            rows.append((name, *measure(Path(scratch), options.model, options.rounds, kind(), busy)))
    print(
        f"\n{'while documents are taken in':30} {'first token':>12} {'to evidence':>12} {'whole answer':>13}"
    )
    for name, first, evidence, whole in rows:
        print(f"{name:30} {first:9.0f} ms {evidence:9.0f} ms {whole:10.0f} ms")
    print(
        f"\nfirst token without turns / with turns: {rows[2][1] / rows[1][1]:.2f}; whole answer: {rows[2][3] / rows[1][3]:.2f}"
    )


def measure(scratch: Path, model: str, rounds: int, turns: Turns, busy: bool) -> tuple[float, float, float]:
    """Return the medians of milliseconds to the first token, from the question to the evidence, and of the
    whole answer.
    """
    create_workspace(scratch / "ws")
    facts = scratch / "facts"
    facts.mkdir()
    for number, word in enumerate(_WORDS):
        (facts / f"{word}.md").write_text(
            f"# The {word}\n\nThe {word} of hall {number} weighs {number + 11} kilograms.\n", "utf-8"
        )
    folder = scratch / "many"
    folder.mkdir()
    for number in range(4000):
        text = " ".join(_WORDS[(number * 7 + step * step) % len(_WORDS)] + f" {step}" for step in range(220))
        (folder / f"{number}.txt").write_text(f"{text}. Number {number}.\n", "utf-8")
    with open_application(scratch / "ws") as app:
        app.services.turns = turns
        app.change_settings({"model.generator": model, "answer.threshold": "0"})
        app.ingestion.ingest(app.actor, [facts])
        app.answering.answer(app.actor, "How many kilograms does the pump weigh?")
        first, evidence, whole = [], [], []
        with taking_in(app, folder) if busy else nothing():
            for word in _WORDS[1 : rounds + 1]:
                answer = app.answering.answer(app.actor, f"How many kilograms does the {word} weigh?")
                times = answer.timings
                first.append(times.first_token - times.evidence)
                evidence.append(times.evidence)
                whole.append(times.total)
    return statistics.median(first), statistics.median(evidence), statistics.median(whole)


@contextmanager
def nothing() -> Iterator[None]:
    """Do nothing meanwhile."""
    yield


@contextmanager
def taking_in(app: Application, folder: Path) -> Iterator[None]:
    """Take documents in from another thread while the block runs, from when the first of them is embedded."""
    token, begun = CancelToken(), threading.Event()

    def tell(progress: Progress) -> None:
        if progress.done > 70:
            begun.set()

    def work() -> None:
        try:
            app.ingestion.ingest(app.actor, [folder], on_progress=tell, cancel=token)
        except Cancelled:
            pass
        finally:
            begun.set()

    thread = threading.Thread(target=work)
    thread.start()
    begun.wait()
    try:
        yield
    finally:
        token.cancel()
        thread.join()


if __name__ == "__main__":
    main()
