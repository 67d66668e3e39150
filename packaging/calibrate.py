"""Fit the calibrator of confidence through the real application, on sets of different character.

    python packaging/calibrate.py --encyclopedia DIR --set FOLDER QUESTIONS [--set FOLDER QUESTIONS …]
    [--without-reader] [--embedder ID]

DIR is as for `measure.py evidence`, whose near misses are a third kind of question; FOLDER and QUESTIONS are
as for `measure_answers.py`. Of questions over the handbook that the reader was trained on only those over
pages set apart are taken. Writes `resources/calibration/<embedder>+reader.json`, without the reader
`<embedder>.json` and `words.json`, each with its cross-validated result.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import measure
import measure_answers
from app.answering.confidence import WORDS, Example, Features, cross_validated, fit

SHIPPED = measure.ROOT / "resources" / "calibration"

WORDS_LOST = 0.08
"""Share of the answerable questions given up where only words tell: they tell less, and a wrong answer is
worse than none.
"""

LOST = 0.2
"""Share of the answerable questions of a handbook that are given up: its near-topic questions are hardly
worse supported than they are.
"""

FOLDS = 10


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--encyclopedia", type=Path, required=True)
    parser.add_argument(
        "--set",
        dest="sets",
        nargs=2,
        type=Path,
        action="append",
        required=True,
        metavar=("FOLDER", "QUESTIONS"),
    )
    parser.add_argument("--without-reader", action="store_true")
    parser.add_argument(
        "--embedder",
        default="",
        help="an installed one that has no reader; what only words tell is left as it is",
    )
    options = parser.parse_args()
    alone = options.without_reader or bool(options.embedder)
    together = 0 if alone else 16
    gathered = measure.gather(options.encyclopedia, together=together, embedder=options.embedder)
    examples = [replace(one, group="encyclopedia") for one in gathered.examples()]
    for folder, file in options.sets:
        examples += _handbook(folder, file, together, options.embedder)
    today = datetime.now(UTC).date().isoformat()
    name = gathered.embedder if alone else f"{gathered.embedder}+reader"
    fitted = fit(examples, f"{name}-{today}", gathered.embedder)
    judged = [probability for probability, _ in cross_validated(examples)]
    kept = sorted(
        score
        for score, one in zip(judged, examples, strict=True)
        if one.answerable and one.group != "encyclopedia"
    )
    bar = kept[int(LOST * len(kept))]
    SHIPPED.mkdir(exist_ok=True)
    target = SHIPPED / f"{name}.json"
    data = {
        "version": fitted.version,
        "embedder": fitted.embedder,
        "weights": fitted.weights,
        "bias": fitted.bias,
        "threshold": bar,
        "provenance": {"fitted": today, "cross-validated by document": _shares(judged, examples, bar)},
    }
    target.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(f"wrote {target.relative_to(measure.ROOT)}: {json.dumps(data['provenance'])}")
    if options.without_reader and not options.embedder:
        write_words(
            measure.gather(options.encyclopedia, words_alone=True).examples(), "XQuAD (English)", today
        )


def _handbook(folder: Path, file: Path, together: int, embedder: str) -> list[Example]:
    """Ask the questions over a folder; a page is a fold."""
    questions = measure_answers.read_questions(file, folder, set_apart=True)
    with measure_answers.workspace(embedder) as app:
        app.ingestion.ingest(app.actor, [folder])
        app.change_settings({"retrieval.together": str(together)})
        found = []
        for one in measure_answers.run(app, questions, "none"):
            features = Features(**app.runs.show(app.actor, one.answer.run).as_json()["trace"]["features"])
            fold = zlib.crc32((one.question.sources or (one.question.text,))[0].encode()) % FOLDS
            found.append(
                Example(
                    features, one.question.answerable, one.question.kind == "near-topic", str(fold), file.stem
                )
            )
    return found


def _shares(judged: Sequence[float], examples: Sequence[Example], bar: float) -> dict[str, dict[str, float]]:
    """Return per set how much of each kind is below the bar."""
    kinds: dict[str, Callable[[Example], bool]] = {
        "answerable lost": lambda one: one.answerable,
        "near the topic refused": lambda one: not one.answerable and one.near,
        "off topic refused": lambda one: not one.answerable and not one.near,
    }
    found: dict[str, dict[str, float]] = {}
    for group in dict.fromkeys(one.group for one in examples):
        for name, test in kinds.items():
            below = [
                score < bar
                for score, one in zip(judged, examples, strict=True)
                if one.group == group and test(one)
            ]
            if below:
                found.setdefault(group, {})[name] = round(sum(below) / len(below), 3)
    return found


def write_words(examples: Sequence[Example], describe: str, today: str) -> None:
    """Fit and write what judges questions in a language that the embedder does not read: the same examples,
    by their words alone.
    """
    bare = [replace(example, features=example.features.by_words()) for example in examples]
    fitted = fit(bare, f"words-{today}", "", WORDS_LOST)
    judged = [(fitted.probability(example.features) < fitted.threshold, example) for example in bare]

    def refused(kind: Callable[[Example], bool]) -> float:
        found = [below for below, example in judged if kind(example)]
        return sum(found) / max(1, len(found))

    data = {
        "version": fitted.version,
        "embedder": fitted.embedder,
        "weights": fitted.weights,
        "bias": fitted.bias,
        "threshold": fitted.threshold,
        "provenance": {
            "data": f"{describe}; only what words tell, for questions in languages that the embedder does not read",
            "fitted": today,
            "not cross-validated": {
                "answerable lost": refused(lambda one: one.answerable),
                "off-topic refused": refused(lambda one: not one.answerable and not one.near),
                "near misses refused": refused(lambda one: one.near),
            },
        },
    }
    (SHIPPED / WORDS).write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
