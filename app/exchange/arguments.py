"""What a record says for and against one of its options.

Decision hidden: the signs of an argument's side: "Good, because", "Pro:", a plus, a heading "Cons" over a
list. Invariant: an argument without a sign is on no side: it is kept as words. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.exchange.choice import plain_words
from app.exchange.foreign import heading_words
from app.exchange.sections import entries, text_of

GOOD = "Good, because "
BAD = "Bad, because "
NOT_CHOSEN = "Not chosen, because "

_FOR = re.compile(
    r"(?:good\b,?(?:\s*because\b)?:?|pros?\s*:|advantages?\s*:|benefits?\s*:|positive\s*:|for\s*:|\(?\+\)?(?=\s)|👍|✅|➕)\s*",
    re.IGNORECASE,
)
_CON = re.compile(
    r"(?:bad\b,?(?:\s*because\b)?:?|cons?\s*:|disadvantages?\s*:|drawbacks?\s*:|negative\s*:|against\s*:|\(?[-–—−]\)(?=\s)|👎|❌|➖)\s*",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"(?P<good>pros?|advantages?|benefits?|positives?|positive|strengths?|upsides?|vorteile)|"
    r"(?P<bad>cons?|disadvantages?|drawbacks?|negatives?|negative|weaknesses|downsides?|nachteile)",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"(?:this (?:option|alternative) )?(?:was |is )?(?P<word>not (?:chosen|selected)|rejected|discarded|dismissed|declined|ruled out)\b"
    r"\s*(?:[,:–—-]?\s*because|:|–|—|since|due to|as)?\s*(?P<why>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BULLET = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+")


@dataclass(frozen=True)
class Argued:
    """What speaks for and against an option.

    Attributes:
        pros, cons: one line each.
        refused: whether it is said that it was not chosen; `because` of what.
        words: what is said besides.
    """

    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    refused: bool = False
    because: str = ""
    words: str = ""

    @staticmethod
    def own(lines: Sequence[str]) -> Argued:
        """Return what this program's own files say, whose every argument has its sign."""
        at = next((number for number, line in enumerate(lines) if re.match(r"\s*[-*+] ", line)), len(lines))
        words = text_of(lines[:at])
        given = entries(lines[at:])
        pros = tuple(one.removeprefix(GOOD) for one in given if not one.startswith(BAD))
        cons = tuple(one.removeprefix(BAD) for one in given if one.startswith(BAD))
        if words.startswith(NOT_CHOSEN):
            return Argued(pros, cons, True, words.removeprefix(NOT_CHOSEN))
        return Argued(pros, cons, words=words)


def sided(entry: str) -> tuple[bool | None, str]:
    """Return whether an argument is for something, against it, or neither, and its words without the sign."""
    words = plain_words(entry)
    for pattern, side in ((_FOR, True), (_CON, False)):
        match = pattern.match(words)
        if match and words[match.end() :].strip() and (match[0].casefold().strip() not in ("good", "bad")):
            return side, words[match.end() :].strip()
    return None, entry


def argued(lines: Sequence[str]) -> Argued:
    """Return what the lines below an option's heading say of it, in a record of another program."""
    pros: list[str] = []
    cons: list[str] = []
    said: list[str] = []
    refused, because = False, ""
    side: bool | None = None
    for words, item in _pieces(lines):
        head = _HEADED.fullmatch(heading_words(re.sub(r"^[\s#*_\-+•]+", "", words)).strip(" :*_"))
        if head:
            side = bool(head["good"])
            continue
        no = _REFUSED.fullmatch(plain_words(words))
        if no and not item:
            refused, because = True, " ".join(no["why"].split())
            continue
        own, argument = sided(words) if item else (None, words)
        # "Neutral, because …" is on neither side; it stands with what is known of the option.
        if own is None and item and words.casefold().startswith("neutral"):
            own = True
        if own is None and item:
            own = side
        if own is None:
            said.append(words)
        else:
            (pros if own else cons).append(argument)
    return Argued(tuple(pros), tuple(cons), refused, because, "\n".join(said).strip())


def _pieces(lines: Sequence[str]) -> list[tuple[str, bool]]:
    """Return paragraphs, and entries of lists, in order; true for an entry."""
    found: list[tuple[str, bool]] = []
    fresh = True
    for line in lines:
        if not line.strip():
            fresh = True
            continue
        bullet = _BULLET.match(line)
        if bullet:
            found.append((line[bullet.end() :].strip(), True))
        elif found and not fresh and not line.lstrip().startswith("#"):
            found[-1] = (
                f"{found[-1][0]} {line.strip()}" if found[-1][1] else f"{found[-1][0]}\n{line.strip()}",
                found[-1][1],
            )
        else:
            found.append((line.strip(), False))
        fresh = line.lstrip().startswith("#")
    return found
