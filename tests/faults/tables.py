"""What a campaign hands back: a table, and whether it came out as it must.

Pure; `packaging/campaign.py` prints tables, tests look at them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """A result as docs/figures.md prints it.

    Attributes:
        title: one line above it.
        columns: the heads; the first column is text, the others are set flush right.
        rows: cells, written out.
        faults: what must not have happened and did, one sentence each; empty when all is well.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    faults: Sequence[str] = field(default=())

    def text(self) -> str:
        """Return it in Markdown, with the faults below."""
        heads = f"| {' | '.join(self.columns)} |"
        rule = f"|{'|'.join(['---', *['--:'] * (len(self.columns) - 1)])}|"
        rows = [f"| {' | '.join(row)} |" for row in self.rows]
        return "\n".join(
            [
                self.title,
                "",
                heads,
                rule,
                *rows,
                *([""] if self.faults else []),
                *(f"FAULT: {fault}" for fault in self.faults),
            ]
        )
