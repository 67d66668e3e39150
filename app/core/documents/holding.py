"""Which of several documents hold, and which give way to them, for one question.

Decision hidden: when documents are versions of one (the same name apart from version and year, or one that
names the other), which of them holds, and when a question asks for another than that one. Invariants: where
nothing says which holds, none gives way; minutes, reports and their like stand beside one another; a document
gives way only to one that is there. Pure; any thread.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from app.core.documents.standing import Standing, State, family_of, is_over, is_to_come
from app.core.documents.supersession import Named, References, found


@dataclass(frozen=True)
class Known:
    """A document as it is judged: its id, title and path, and what it says of itself."""

    id: str
    title: str
    path: str
    standing: Standing


@dataclass(frozen=True)
class Holding:
    """What holds among the documents of one question; documents by their ids.

    Attributes:
        gives_way: documents that are no evidence, each with the one that is instead; empty for one that
            nothing replaces.
        asked: documents that do not hold and were asked for, each with the one that holds, or empty.
        replaced: documents that hold, each with those that gave way to it, the newest first.
        in_part: older documents of which a part no longer holds, each with those that say so.
        amended: documents with those that amend them.
        unsettled: versions of one document of which nothing says which holds.
        rest: the question without the words that only tell which version is asked for ("in the 2022
            version"); empty when there are none.
    """

    gives_way: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_part: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    amended: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unsettled: tuple[frozenset[str], ...] = ()
    rest: str = ""


_NUMBER = re.compile(
    r"\b(?:v|version|rev|revision|edition|issue|fassung)[\s._]*(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?:[,(]?\s*\b(?:in|for|of|during|as of|as at|under|per|according to|from|before|until|prior to)\s+)?(?:\b(?:the|"
    r"year|its|our)\s+)*"
    r"(?:\b(?:19|20)\d\d(?:\s+(?:version|edition|issue|one)\b)?"
    r"|\b(?:v|version|rev|revision|edition)[\s._]*\d{1,3}(?:\.\d{1,3}){0,3}\b(?:\s+of\s+(?:19|20)\d\d\b)?"
    r"|\b(?:old|older|oldest|previous|former|earlier|superseded|original|last|latest|current|newest)\s+(?:version|edition)\b)"
    r"(?:\s+of(?=\s))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?![\d.]\d|\d)")
_AS_OF = re.compile(
    r"\b(?:in|for|during|as of|as at|im jahr|anno)\s+(?:the\s+)?(?:year\s+)?(?:[a-z]+\s+)?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:before|until|prior to|up to|vor|bis)\s+(?:[a-z]+\s+){0,2}(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
_THING = (
    r"(?:version|edition|polic\w+|rules?|regulation|guideline|procedure|terms|contract|agreement|document|handbook|manual|list|rate|"
    r"fassung|regelung)"
)
_OLDER = re.compile(
    rf"\b(?:old|older|oldest|previous|former|earlier|prior|superseded|withdrawn|obsolete|outdated|expired|replaced|"
    rf"original|alte[nrs]?|"
    rf"frühere[nrs]?|vorige[nrs]?)\s+(?:\w+\s+){{0,3}}?{_THING}|\b(?:used to|previously|formerly|in the past|back "
    rf"then|originally|früher|damals)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"\b(?:chang(?:e|ed|es)|differ\w*|difference|compar\w+|versus|vs|history|old and new|each version|versions|how "
    r"has|how have|unterschied\w*|geändert)\b",
    re.IGNORECASE,
)


def holding(question: str, documents: Iterable[Known], today: date) -> Holding:
    """Return what holds among documents.

    Args:
        question: in its own words; a version, a year or "the old policy" in it asks for another than the one
            that holds.
        documents: that may answer it, each once.
        today: the day on which it is asked.
    """
    known = {one.id: one for one in documents}
    older = _explicit(known)
    in_part, amended = _parts(known)
    for pair in ((old, new) for old, news in in_part.items() for new in news):
        older.discard(pair)
    families, unsettled = _families(known, older, today)
    chosen = False
    gives_way: dict[str, str] = {}
    asked: dict[str, str] = {}
    replaced: dict[str, list[str]] = defaultdict(list)
    for holder, members in families:
        behind = [one for one in members if one != holder]
        wanted = _wanted(question, [known[one] for one in members], holder)
        if _BOTH.search(question):
            asked |= dict.fromkeys(behind, holder)
        elif wanted:
            chosen = True
            for one in members:
                if one in wanted:
                    asked |= {one: holder} if one != holder else {}
                else:
                    gives_way[one] = wanted[0]
        else:
            gives_way |= dict.fromkeys(behind, holder)
        if holder:
            replaced[holder] += behind
    for alone in known.values():
        if (
            alone.id in gives_way
            or alone.id in asked
            or alone.id in replaced
            or alone.standing.state is not State.LAPSED
        ):
            continue
        if _names(question, alone) or _OLDER.search(question) or _BOTH.search(question):
            asked[alone.id] = ""
        else:
            gives_way[alone.id] = ""
    behind_of = {holder: tuple(behind) for holder, behind in replaced.items() if behind}
    return Holding(
        gives_way,
        asked,
        behind_of,
        in_part,
        amended,
        tuple(unsettled),
        _without_version(question) if chosen else "",
    )


def _is_lapsed(one: Known, today: date) -> bool:
    return one.standing.state is State.LAPSED or is_over(one.standing, today)


def _explicit(known: Mapping[str, Known]) -> set[tuple[str, str]]:
    """Return pairs (older, newer) of which one document names the other."""
    pairs: set[tuple[str, str]] = set()
    for one in known.values():
        if one.standing.references == References():
            continue
        others = [other for other in known.values() if other.id != one.id]
        for name in one.standing.references.supersedes:
            target = _meant(name, others)
            pairs |= {(target, one.id)} if target else set()
        for name in one.standing.references.superseded_by:
            target = _meant(name, others)
            pairs |= {(one.id, target)} if target else set()
    return {(old, new) for old, new in pairs if (new, old) not in pairs}


def _meant(name: str, others: Sequence[Known]) -> str:
    """Return the document that another one names by its file, its number, its title, or its title with a
    year.
    """
    key = found(name, [Named(one.id, PurePath(one.path).stem, one.title) for one in others])
    if key or not (family := family_of(name)):
        return key
    alike = [one for one in others if family in (one.standing.family, one.standing.stem)]
    year = _YEAR.search(name)
    number = _NUMBER.search(name)
    if year and (
        dated := [one for one in alike if int(year["year"]) in (one.standing.year, _effective_year(one))]
    ):
        alike = dated
    if number and (
        versions := [
            one for one in alike if one.standing.version_words == number["number"].removesuffix(".0")
        ]
    ):
        alike = versions
    return alike[0].id if len(alike) == 1 else ""


def _parts(known: Mapping[str, Known]) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    in_part: dict[str, list[str]] = defaultdict(list)
    amended: dict[str, list[str]] = defaultdict(list)
    for one in known.values():
        if not one.standing.in_part and not one.standing.amends:
            continue
        others = [other for other in known.values() if other.id != one.id]
        for names, into in ((one.standing.in_part, in_part), (one.standing.amends, amended)):
            for name in names:
                target = _meant(name, others)
                if target and one.id not in into[target]:
                    into[target].append(one.id)
    return {old: tuple(new) for old, new in in_part.items() if new}, {
        old: tuple(new) for old, new in amended.items() if new
    }


def _families(
    known: Mapping[str, Known], older: set[tuple[str, str]], today: date
) -> tuple[list[tuple[str, list[str]]], list[frozenset[str]]]:
    """Return the families of which something says which member holds, that member first named, and those of
    which " "nothing does."""
    groups = _groups(known, older)
    settled: list[tuple[str, list[str]]] = []
    unsettled: list[frozenset[str]] = []
    for group in groups:
        members = [known[one] for one in group]
        replaced = {old for old, new in older if new in group}
        standing = [one for one in members if one.id not in replaced and not _is_lapsed(one, today)]
        ready = [
            one
            for one in standing
            if one.standing.state is not State.DRAFT and not is_to_come(one.standing, today)
        ]
        ready = ready or [one for one in standing if one.standing.state is not State.DRAFT]
        holder = _newest(ready)
        if holder is not None:
            order = sorted((one for one in members if one is not holder), key=_age, reverse=True)
            settled.append((holder.id, [holder.id, *(one.id for one in order)]))
        elif len(ready) > 1:
            unsettled.append(frozenset(one.id for one in ready))
            rest = [one.id for one in members if one not in ready]
            settled += [("", rest)] if rest else []
    return settled, unsettled


def _groups(known: Mapping[str, Known], older: set[tuple[str, str]]) -> list[list[str]]:
    root = {id_: id_ for id_ in known}

    def top(id_: str) -> str:
        while root[id_] != id_:
            id_ = root[id_]
        return id_

    names: dict[object, list[Known]] = defaultdict(list)
    for one in known.values():
        standing = one.standing
        if standing.amends:
            continue
        if len(standing.family.split()) > 1:
            names[standing.family].append(one)
        elif standing.family:
            names[standing.family, str(PurePath(one.path).parent)].append(one)
        if standing.stem and (standing.version or standing.year):
            names["file", standing.stem, str(PurePath(one.path).parent)].append(one)
    for alike in names.values():
        for other in alike[1:]:
            root[top(other.id)] = top(alike[0].id)
    for old, new in sorted(older):
        root[top(old)] = top(new)
    groups: dict[str, list[str]] = defaultdict(list)
    for id_ in known:
        groups[top(id_)].append(id_)
    return [group for group in groups.values() if len(group) > 1]


def _newest(ready: Sequence[Known]) -> Known | None:
    """Return the one document that holds among those that may; None when nothing tells them apart."""
    if len(ready) < 2:
        return ready[0] if ready else None
    if any(one.standing.series for one in ready):
        return None
    signs: list[list[tuple[Any, ...]]] = [
        [(one.standing.effective,) for one in ready],
        [one.standing.version for one in ready],
        [(_norm_year(one),) for one in ready],
    ]
    for values in signs:
        if all(values) and all(any(value) for value in values):
            best = max(values)
            leading = [one for one, its in zip(ready, values, strict=True) if its == best]
            if len(leading) == 1:
                return leading[0]
    holds = [one for one in ready if one.standing.state is State.HOLDS]
    return (
        holds[0]
        if len(holds) == 1 and all(one.standing.state is State.SILENT for one in ready if one is not holds[0])
        else None
    )


def _norm_year(one: Known) -> int:
    return one.standing.year if one.standing.norm else 0


def _effective_year(one: Known) -> int:
    return int(one.standing.effective[:4] or 0)


def _age(one: Known) -> tuple[str, tuple[int, ...], int]:
    return one.standing.effective, one.standing.version, one.standing.year


def _wanted(question: str, members: Sequence[Known], holder: str) -> list[str]:
    """Return the members that a question asks for by version, year or age; none where it asks for what
    holds.
    """
    number = _NUMBER.search(question)
    if number:
        wanted = tuple(map(int, number["number"].split(".")))
        named = [one.id for one in members if one.standing.version and one.standing.version == _short(wanted)]
        named = named or [one.id for one in members if one.standing.version[: len(wanted)] == wanted]
        if named:
            return named
    years = [int(match["year"]) for match in _YEAR.finditer(question)]
    before, as_of = _BEFORE.search(question), _AS_OF.search(question)
    if before and (earlier := _in_force(members, f"{before['year']}-01-01", strictly=True)):
        return [earlier]
    if exact := [
        one.id for one in members if years and ({one.standing.year, _effective_year(one)} & set(years))
    ]:
        return exact[:1]
    if as_of and (then := _in_force(members, f"{as_of['year']}-12-31")):
        return [then]
    named = [one.id for one in members if one.id != holder and _designated(question, one)]
    if named:
        return named
    older = _OLDER.search(question)
    if older and (behind := [one for one in members if one.id != holder]):
        first = re.search(r"\b(?:oldest|original|originally|first)\b", older[0], re.IGNORECASE)
        return [min(behind, key=_age).id if first else max(behind, key=_age).id]
    return []


def _without_version(question: str) -> str:
    """Return a question without what told its version, which the words of that version do not repeat; empty
    when " "nothing is left."""
    rest = re.sub(r"\s+", " ", _TOLD.sub(" ", question)).strip()
    rest = re.sub(r"\s+(?=[?.,;])", "", rest)
    return rest if rest != question and len(re.findall(r"\w+", rest)) > 1 else ""


def _short(version: tuple[int, ...]) -> tuple[int, ...]:
    found_ = list(version)
    while len(found_) > 1 and found_[-1] == 0:
        found_.pop()
    return tuple(found_)


def _in_force(members: Sequence[Known], day: str, *, strictly: bool = False) -> str:
    """Return the member that held on a day, or just before it; empty when that is not known."""
    since = [
        (one.standing.effective or (f"{one.standing.year}-01-01" if one.standing.year else ""), one.id)
        for one in members
    ]
    if not all(start for start, _ in since):
        return ""
    begun = [(start, id_) for start, id_ in since if (start < day if strictly else start <= day)]
    return max(begun)[1] if begun else ""


def _designated(question: str, one: Known) -> bool:
    """Tell whether a question names a document by its number ("PEP 8", "ADR-3") or by its file."""
    text = question.casefold()
    stem = PurePath(one.path).stem.casefold()
    if len(stem) > 3 and any(char.isdigit() for char in stem) and stem in text:
        return True
    for naming in (one.title.casefold(), re.sub(r"[_-]", " ", stem)):
        for match in re.finditer(r"\b([a-z]{2,12})[\s#.-]*0*(\d{1,5})\b", naming):
            if re.search(rf"\b{re.escape(match[1])}[\s#.-]*0*{match[2]}\b", text):
                return True
    leading = re.match(r"0*(\d{1,5})\b", stem)
    return bool(leading and re.search(rf"\b(?:adr|decision|record|no|nr)[\s#.-]*0*{leading[1]}\b", text))


def _names(question: str, one: Known) -> bool:
    """Tell whether a question names a document: by number or file, or by most words of its title."""
    words = [word for word in one.standing.family.split() if len(word) > 2]
    said = set(re.findall(r"[^\W_]+", question.casefold()))
    return _designated(question, one) or (
        len(words) > 1 and sum(word in said for word in words) * 3 >= len(words) * 2
    )
