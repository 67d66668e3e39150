"""Run a long campaign against the real program and print its table; one command each.

    python packaging/campaign.py bad-input [--rounds 5000]     hostile files, and files mutated at random,
    through the limited reader python packaging/campaign.py storage [--writes 500]        every write fails,
    index files are damaged, kills at any moment

The exit code is 0 when nothing happened that must not. A campaign is a module below tests/faults with
`arguments(parser)` and `run(options)`, which yields its tables; the tests of continuous integration run the
same functions with fewer rounds.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


@dataclass(frozen=True)
class Campaign:
    """A name on the command line, what it is for, and the module that runs it."""

    name: str
    purpose: str
    module: str


CAMPAIGNS = (
    Campaign("bad-input", "hostile and mutated files through the limited reader", "tests.faults.bad_input"),
    Campaign("storage", "a disk that fails, a damaged index, kills at any moment", "tests.faults.storage"),
)


def main(arguments: list[str]) -> int:
    """Run the campaign that was named and print its tables; 1 when one of them tells of a fault."""
    parser = argparse.ArgumentParser(
        prog="campaign.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="name", required=True)
    # Only the one that was named is loaded: another's libraries need not be installed.
    for campaign in CAMPAIGNS:
        command = commands.add_parser(campaign.name, help=campaign.purpose)
        if campaign.name in arguments:
            importlib.import_module(campaign.module).arguments(command)
    options = parser.parse_args(arguments)
    module = next(campaign.module for campaign in CAMPAIGNS if campaign.name == options.name)
    faults = 0
    for table in importlib.import_module(module).run(options):
        print(f"\n{table.text()}", flush=True)
        faults += len(table.faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
