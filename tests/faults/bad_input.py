"""The campaign on bad input: the hostile corpus, then mutated files of every format."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.faults.corpus import corpus_table, run_corpus
from tests.faults.mutations import FORMATS, run_format, table
from tests.faults.tables import Table


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the campaign's own options."""
    parser.add_argument("--rounds", type=int, default=5000, help="mutated files of each format")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="`corpus`, or one format by its suffix")


def run(options: argparse.Namespace) -> Iterator[Table]:
    """Yield the table of the corpus, then that of the mutated files."""
    if options.only in ("", "corpus"):
        with tempfile.TemporaryDirectory() as scratch:
            yield corpus_table(run_corpus(Path(scratch)))
    names = [name for name in FORMATS if options.only in ("", name.rpartition(".")[2])]
    if names:
        yield table([run_format(name, options.rounds, options.seed) for name in names])
