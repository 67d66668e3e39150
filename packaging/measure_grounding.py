"""Measure how often grounding is misled by exchanged words, and how often it loses a true restatement.

    python packaging/measure_grounding.py --data DIR [--half developing|reported|all] [--wanted N] [--show N]

DIR is any folder of documents, or several. What is made of them is told in `exchanges.py`; a file belongs to
the developing half when the hash of its path is even. Tables found in text files are read once more as
spreadsheets. Nothing of it is kept.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.answering.grounding import ground  # noqa: E402
from app.answering.rows import cells_of  # noqa: E402
from app.core.answers.answers import Grounding  # noqa: E402
from app.core.documents.documents import BlockKind  # noqa: E402
from app.core.documents.shown import view  # noqa: E402
from app.core.errors import AppError  # noqa: E402
from app.reading.reader import Reader  # noqa: E402
from app.retrieval.split import split  # noqa: E402
from exchanges import SPLITTER, Made, Text, exchanges, restatements  # noqa: E402

BUDGET = 160
QUESTION = ""
STATES = ("quoted", "supported", "partial", "denied", "unsupported")


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, nargs="+", help="folders of documents")
    parser.add_argument("--half", choices=("developing", "reported", "all"), default="all")
    parser.add_argument("--wanted", type=int, default=2000, help="how many of each")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", type=int, default=0, help="print so many of those that went wrong")
    parser.add_argument("--rule", action="append", default=[], help="show only what this rule made")
    given = parser.parse_args()
    texts = [text for folder in given.data for text in read(files(folder, given.half), folder)]
    print(f"{len({one.document for one in texts})} documents, {len(texts)} passages", file=sys.stderr)
    table("exchanged", exchanges(texts, given.seed, given.wanted), False, given.show, given.rule)
    table("restated", restatements(texts, given.seed, given.wanted), True, given.show, given.rule)
    return 0


def files(folder: Path, half: str) -> list[Path]:
    """Return the files of a half of the folder."""
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in (".md", ".rst", ".pdf", ".csv", ".html", ".txt")
    )
    wanted = {"developing": 0, "reported": 1}.get(half)
    return [path for path in found if wanted is None or parity(path.relative_to(folder)) == wanted]


def parity(path: Path) -> int:
    """Return which half a file belongs to: 0 for developing, 1 for what is reported."""
    return hashlib.sha256(path.as_posix().encode()).digest()[-1] % 2


def read(paths: Iterable[Path], folder: Path) -> list[Text]:
    """Return the passages of files, tables of text files a second time as spreadsheets."""
    texts: list[Text] = []
    with Reader() as reader, tempfile.TemporaryDirectory() as made:
        for path in paths:
            found = passages(reader, path, path.relative_to(folder).as_posix())
            texts += found
            for number, rows in enumerate(tables(found)):
                sheet = Path(made) / f"{path.stem}-{number}.csv"
                sheet.write_text(rows, encoding="utf-8")
                texts += passages(reader, sheet, sheet.name)
    return texts


def passages(reader: Reader, path: Path, name: str) -> list[Text]:
    """Return the passages of one file; none when it cannot be read."""
    try:
        extraction = reader.read(path)
    except AppError as error:
        print(f"{name}: {error.message}", file=sys.stderr)
        return []
    cuts = split(extraction, lambda text: len(text.split()), BUDGET)
    title = extraction.title or path.stem
    return [
        Text(
            name,
            title,
            cut.heading,
            view(extraction.text[cut.start : cut.end], cut.reading, cut.context),
            cut.start,
        )
        for cut in cuts
    ]


def tables(found: Sequence[Text]) -> Iterable[str]:
    """Yield the tables of passages as comma-separated values."""
    for text in found:
        rows = [
            cells_of(text.words[part.start : part.end])
            for part in text.view.parts
            if part.kind == BlockKind.TABLE_ROW.value
        ]
        names = [[cell.header for cell in row] for row in rows]
        if len(rows) > 1 and all(names[0]) and all(one == names[0] for one in names):
            out = io.StringIO()
            csv.writer(out).writerows([names[0], *([cell.text for cell in row] for row in rows)])
            yield out.getvalue()


def verdict(made: Made) -> tuple[str, str]:
    """Return how the made sentence stands against its passages, and why."""
    shown = [passage.shown(number) for number, passage in enumerate(made.passages, 1)]
    verdicts = ground(made.text, QUESTION, shown, SPLITTER.split).verdicts
    if not verdicts:
        return "unsupported", "no claim"
    worst = {Grounding.QUOTED: 0, Grounding.SUPPORTED: 1, Grounding.PARTIAL: 2, Grounding.UNSUPPORTED: 3}
    last = max(verdicts, key=lambda one: worst[one.state])
    return ("denied" if last.denied else last.state.value), last.reason


def table(title: str, made: Iterable[Made], sound: bool, show: int, rules: Sequence[str]) -> None:
    """Print how sentences stand, by rule, and some of those that went wrong."""
    counts: dict[str, Counter[str]] = {}
    wrong: list[tuple[str, str, Made]] = []
    for item in made:
        state, why = verdict(item)
        counts.setdefault(item.rule, Counter())[state] += 1
        if (state in ("quoted", "supported")) != sound or (state == "partial" and not sound):
            wrong.append((state, why, item))
    width = max((len(rule) for rule in counts), default=8)
    print(f"{title:{width}}  " + "".join(f"{state:>13}" for state in (*STATES, "all")))
    total: Counter[str] = Counter()
    for rule, count in counts.items():
        total += count
        print(f"{rule:{width}}  " + "".join(f"{count[state]:13}" for state in STATES) + f"{count.total():13}")
    print(f"{'all':{width}}  " + "".join(f"{total[state]:13}" for state in STATES) + f"{total.total():13}")
    for state, why, item in [one for one in wrong if not rules or one[2].rule in rules][:show]:
        place = " > ".join((item.passages[0].title, *item.passages[0].heading))
        print(
            f"\n{state}: {why} ({item.rule}) in {place}\n    {item.text}\n    from: {item.original}\n    and:  {item.other}"
        )
    print()


if __name__ == "__main__":
    sys.exit(main())
