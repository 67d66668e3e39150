"""Which record takes the place of which, as records say it: "Superseded by [ADR-12](0012-x.md)", "Supersedes:
3".

Decision hidden: the words for it, and how a record names another (a link, a number, a title). Invariant: a
record that is superseded in part stays; a name that could be two records' is nobody's. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote

_HOW = re.compile(
    r"(?P<part>\bpart(?:ly|ially)\s+|\bin parts?\s+)?"
    r"\b(?:(?P<by>(?:super[sc]ee?ded|replaced|obsoleted|ersetzt)[\s-]+(?:by|durch)|deprecated (?:by|in favou?r of)|replacement)|"
    r"(?P<of>super[sc]ee?d(?:es|s|ing)|replac(?:es|ing)|obsolet(?:es|ing)|ersetzt))"
    r"\b(?:\s+(?:the|our|decision|record|of|adr\b(?!\W*\d)))*\W{0,4}?(?=[\s:*\[\"“#\d]|adr)(?P<whom>[^\n;]*)",
    re.IGNORECASE,
)
_STEMS = ("superse", "superce", "replac", "obsolet", "ersetz", "deprecat")
_LINK = re.compile(
    r"\[\[(?P<wiki>[^\]|\n]+)[^\]\n]*\]\]|\[(?P<words>[^\]\n]+)\](?:\((?P<target>[^()\s]+)[^()]*\))?"
)
_NUMBERED = re.compile(
    r"\b(?:adr|decision|record|no|nr)\.?[\s#_-]*0*(?P<number>\d{1,5})\b|(?<![\w.,])#?0*(?P<bare>\d{1,5})(?=[\s.,;:)]|$)",
    re.IGNORECASE,
)
_IN_PART = re.compile(r"\b(?:in parts?|part(?:ly|ially)|parts? of|section \d)", re.IGNORECASE)
_LEADING = re.compile(r"^(?:[a-z]{2,8})?[\s#._-]*0*(\d{1,5})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True)
class References:
    """What a record says of others; each as it names them: the end of a link's path, a number, or words."""

    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()

    def __or__(self, other: References) -> References:
        return References(
            tuple(dict.fromkeys([*self.supersedes, *other.supersedes])),
            tuple(dict.fromkeys([*self.superseded_by, *other.superseded_by])),
        )


@dataclass(frozen=True)
class Named:
    """A record that may be meant: the key it is known by, the name of its file without the ending, its
    title.
    """

    key: str
    name: str
    title: str


def references(text: str, *, sure: bool = False) -> References:
    """Return what a text says of other records.

    Args:
        text: Markdown.
        sure: whether it is a line of a record's standing, in which a bare number or title is a record too.
    """
    over: list[str] = []
    under: list[str] = []
    low = text.casefold()
    if not any(stem in low for stem in _STEMS):
        return References()
    for match in _HOW.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.end()]
        if match["part"] or _IN_PART.search(line):
            continue
        (under if match["by"] else over).extend(_names(match["whom"], sure=sure))
    return References(tuple(dict.fromkeys(over)), tuple(dict.fromkeys(under)))


def named(value: str) -> tuple[str, ...]:
    """Return the records that a value names which holds nothing else, as of "supersedes" in front matter."""
    return tuple(dict.fromkeys(_names(value, sure=True)))


def found(reference: str, known: Iterable[Named]) -> str:
    """Return the key of the one record that is meant, or nothing."""
    known = tuple(known)
    wanted, wanted_number = _plain(reference), _number(reference)
    for keys in (
        [one.key for one in known if wanted and _plain(one.name) == wanted],
        [
            one.key
            for one in known
            if wanted and wanted in (_plain(one.title), _plain(_LEADING.sub("", one.title)))
        ],
        [
            one.key
            for one in known
            if wanted_number and wanted_number in (_number(one.name), _number(one.title))
        ],
    ):
        if len(set(keys)) == 1:
            return keys[0]
    return ""


def paired(said: Mapping[str, References], known: Sequence[Named]) -> dict[str, list[str]]:
    """Return, for each record that takes another's place, the keys of those whose place it takes.

    Args:
        said: by the key of the record that says it.
        known: every record there is.
    """
    pairs: dict[str, list[str]] = {}
    for key, one in said.items():
        others = [named_ for named_ in known if named_.key != key]
        for newer, older in [
            *((key, found(reference, others)) for reference in one.supersedes),
            *((found(reference, others), key) for reference in one.superseded_by),
        ]:
            circle = newer in pairs.get(older, ())
            if newer and older and not circle and older not in pairs.setdefault(newer, []):
                pairs[newer].append(older)
    return {newer: older for newer, older in pairs.items() if older}


def _names(whom: str, *, sure: bool) -> Iterable[str]:
    links = [
        match["wiki"] or (_stem(match["target"]) if match["target"] else match["words"])
        for match in _LINK.finditer(whom)
    ]
    if links:
        return links
    bare = sure and re.fullmatch(
        r"[\W\d]*(?:and|und|adrs?|records?|decisions?|[\W\d])*",
        re.split(r"\s\(|\.\s", whom)[0],
        re.IGNORECASE,
    )
    numbers = [
        match["number"] or match["bare"] for match in _NUMBERED.finditer(whom) if match["number"] or bare
    ]
    if numbers:
        return numbers
    words = re.split(r"(?<=\w)\.(?:\s|$)|\s\(", whom.strip(' \t:*_"“”'))[0].strip(' \t:*_."“”')
    words = re.sub(r"^(?:the|our|der|die|das)\s+", "", words, flags=re.IGNORECASE)
    return [words] if sure and 2 < len(words) <= 120 else []


def _stem(target: str) -> str:
    path = unquote(target.split("#", 1)[0].split("?", 1)[0]).rstrip("/")
    return PurePosixPath(path).stem or target


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("_", " ")))


@lru_cache(maxsize=4096)
def _number(text: str) -> str:
    match = _LEADING.match(text.strip())
    return match[1] if match else ""
