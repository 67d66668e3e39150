"""Fit the calibrator of confidence to a question-answering set, through the real application.

    python packaging/calibrate.py --data DIR

DIR is as for `measure.py evidence`. Writes `resources/calibration/<embedder>.json` with the cross-validated result in it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import measure
from app.answering.confidence import WORDS, Example, cross_validated, fit

SHIPPED = measure.ROOT / "resources" / "calibration"

WORDS_LOST = 0.08
"""Share of the answerable questions given up where only words tell: they tell less, and a wrong answer is worse than none."""


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--describe", default="XQuAD (English), questions over 18 of its 24 articles", help="the data, for the provenance")
    options = parser.parse_args()
    gathered = measure.gather(options.data)
    examples = gathered.examples()
    today = datetime.now(UTC).date().isoformat()
    fitted = fit(examples, f"{gathered.embedder}-{today}", gathered.embedder)
    judged = cross_validated(examples)
    lost, off, near = (
        sum(score < bar for (score, bar), example in zip(judged, examples, strict=True) if kind(example)) / max(1, sum(map(kind, examples)))
        for kind in (
            lambda example: example.answerable,
            lambda example: not example.answerable and not example.near,
            lambda example: example.near,
        )
    )
    write_words(measure.gather(options.data, words_alone=True).examples(), options.describe, today)
    data = {
        "version": fitted.version,
        "embedder": fitted.embedder,
        "weights": fitted.weights,
        "bias": fitted.bias,
        "threshold": fitted.threshold,
        "provenance": {
            "data": options.describe,
            "questions": {"answerable": len(gathered.answerable), "off-topic": len(gathered.off_topic), "near misses": len(gathered.near)},
            "fitted": today,
            "cross-validated by document": {"answerable lost": lost, "off-topic refused": off, "near misses refused": near},
        },
    }
    SHIPPED.mkdir(exist_ok=True)
    target = SHIPPED / f"{gathered.embedder}.json"
    target.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(f"wrote {target.relative_to(measure.ROOT)}: lost {lost:.1%}, off-topic refused {off:.1%}, near misses refused {near:.1%}")


def write_words(examples: Sequence[Example], describe: str, today: str) -> None:
    """Fit and write what judges questions in a language that the embedder does not read: the same examples, by their words alone."""
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
