"""Fit the calibrator of confidence to a question-answering set, through the real application.

    python packaging/calibrate.py --data DIR

DIR is as for `measure.py evidence`. Writes `resources/calibration/<embedder>.json` with the cross-validated result in it.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

import measure
from app.answering.confidence import cross_validated, fit

SHIPPED = measure.ROOT / "resources" / "calibration"


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


if __name__ == "__main__":
    main()
