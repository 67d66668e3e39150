"""Where a claim may be cut in two, so that each half is checked by itself. Lexical and English. Thread: any;
pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.answering.rows import cells_of, is_row
from app.core.language.facts import content
from app.core.language.sentences import only_introduces, opening, points_back, speaks_for_itself
from app.core.language.text import STOPWORDS, words

LEAST_HALF = 3
"""Words that carry meaning which each half of a claim must have to be checked by itself."""

_JOINT = re.compile(
    r",(?:\s+(?:and|but|which|who|where|while|whereas|although|though|because|so))?\s|;\s|\s(?:and|but|which|who|while|whereas)\s",
    re.IGNORECASE,
)
"""Where a claim may be cut into halves that hold each by itself."""

_OWN = (
    frozenset("the a an this these that those each every all some no any it they he she we you".split())
    & STOPWORDS
)
"""What a clause with a subject of its own begins with."""


def halves(claim: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to cut a claim in two; a second half without a subject of its own takes over the first
    one's.
    """
    if points_back(claim) or is_row(claim) or sum(bool(cell.header) for cell in cells_of(claim)) > 1:
        return
    for match in _JOINT.finditer(claim):
        left, right = claim[: match.start()].strip(), claim[match.end() :].strip()
        if len(content(left)) < LEAST_HALF or len(content(right)) < LEAST_HALF or only_introduces(left):
            continue
        first = words(right)[0]
        if not (speaks_for_itself(right) and (right[first.start].isupper() or first.form in _OWN)):
            named = opening(claim)
            if not named:
                continue
            right = f"{named} {right}"
        yield left, right
