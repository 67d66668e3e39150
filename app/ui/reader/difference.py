"""What became of some words in a newer version: the same, changed, or gone.

Invariant: pure but for the widget at the end; both texts are the actor's view, and only what stands around
the words is compared, so that it takes the time of a passage and not that of a book.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QTextBrowser

from app.core.documents.documents import Source
from app.core.language.text import terms
from app.ui import theme
from app.ui.dates import day
from app.ui.reader.search import places

_AROUND = 400
"""Characters of a passage on each side of the words, at most."""
_WORD = re.compile(r"\s+|[^\s]+")
_LEAST = 0.35
"""Share of its words that a passage must have in common with the old one to be its successor."""


@dataclass(frozen=True)
class Change:
    """A run of words: "same", "gone" or "new"."""

    what: str
    words: str


def same_words(source: Source, words: str, near: int = 0) -> tuple[int, int] | None:
    """Return where the same words stand in a version, white space apart, nearest to an offset; None when they
    are gone.
    """
    found = [
        span
        for span in places(source.text, words, most=200)
        if _plain(source.text[slice(*span)]) == _plain(words)
    ]
    return min(found, key=lambda span: abs(span[0] - near), default=None)


def passage(source: Source, start: int, end: int) -> tuple[int, int]:
    """Return the range of the blocks that a range stands in."""
    inside = [block for block in source.blocks if block.start < end and block.end > start]
    low, high = (min(start, inside[0].start), max(end, inside[-1].end)) if inside else (start, end)
    return max(low, start - _AROUND), min(high, end + _AROUND)


def successor(old: str, source: Source) -> tuple[int, int] | None:
    """Return the block, or the few that follow on each other, of a version that is most like an older
    passage; None when none is.
    """
    wanted = Counter(terms(old))
    size = sum(wanted.values())
    if not size:
        return None
    best, most = None, 0.0
    blocks = source.blocks
    counts = [Counter(terms(source.text[block.start : block.end])) for block in blocks]
    for at in range(len(blocks)):
        held: Counter[str] = Counter()
        for behind in range(at, min(at + 4, len(blocks))):
            held += counts[behind]
            common = sum((held & wanted).values())
            share = 2 * common / (sum(held.values()) + size)
            if share > most:
                best, most = (blocks[at].start, blocks[behind].end), share
    return best if most >= _LEAST else None


def changes(old: str, new: str) -> list[Change]:
    """Return how one passage becomes another, word by word."""
    before, after = _WORD.findall(" ".join(old.split())), _WORD.findall(" ".join(new.split()))
    found: list[Change] = []
    for what, low, high, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Change("same", "".join(before[low:high])))
        else:
            parts = (("gone", "".join(before[low:high])), ("new", "".join(after[first:last])))
            found += [Change(name, words) for name, words in parts if words]
    return found


def _plain(words: str) -> str:
    return " ".join(words.split()).replace("\u00ad", "").replace("\ufffe", "")


class DifferenceView(QTextBrowser):
    """Two versions of a passage: what went struck out, what came underlined, and both as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setAccessibleName(self.tr("Difference between two versions"))
        self.document().setDocumentMargin(theme.SPACE[5])

    def compare(self, old: Source, span: tuple[int, int], new: Source) -> None:
        """Show what became of the words of a range."""
        low, high = passage(old, *span)
        before = old.text[low:high]
        found = successor(before, new)
        if found is None:
            note = self.tr("Version {0} has no similar passage.").format(new.number)
            found_words, parts = "", [Change("gone", " ".join(before.split()))]
        else:
            found_words = new.text[found[0] : found[1]]
            parts = changes(before, found_words)
            alike = all(part.what == "same" for part in parts)
            note = self.tr("The passage is the same in both versions.") if alike else ""
        self.setHtml(self._page(old, new, before, found_words, parts, note))

    def _page(self, old: Source, new: Source, before: str, after: str, parts: list[Change], note: str) -> str:
        scheme = theme.colours()
        looks = {
            "same": "",
            "gone": f"color:{scheme.problem};text-decoration:line-through",
            "new": f"color:{scheme.supported};text-decoration:underline;font-weight:600",
        }
        inline = "".join(
            f"<span style='{looks[part.what]}'>{html.escape(part.words)}</span>" + _gap(part)
            for part in parts
        )
        small, large = theme.SCALE["small"], theme.SCALE["large"]
        head = f"color:{scheme.muted};font-size:{small}px;font-weight:600"
        family = QFontInfo(theme.serif()).family()
        body = f"font-family:{family};font-size:{large}px;line-height:145%;margin-top:0;margin-bottom:{theme.SPACE[5]}px"
        sections = [(self.tr("From version {0} to version {1}").format(old.number, new.number), inline)]
        for source, words in ((old, before), (new, after)):
            if words:
                title = self.tr("Version {0}, as of {1}").format(source.number, day(source.as_of))
                sections.append((title, html.escape(" ".join(words.split()))))
        made = "".join(
            f"<p style='{head}'>{html.escape(title)}</p><p style='{body}'>{words}</p>"
            for title, words in sections
        )
        return (f"<p style='color:{scheme.muted}'>{html.escape(note)}</p>" if note else "") + made


def _gap(part: Change) -> str:
    return "" if part.what == "same" or part.words.endswith(" ") else " "
