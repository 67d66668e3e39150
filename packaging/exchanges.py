"""Sentences made out of real ones by exchanging what they say, or by saying the same otherwise: what
grounding is measured with.

An exchange takes a value, date, name, designation, subject or cell of one sentence or row and puts that of
another one there, so that the result is said nowhere. A restatement says what one sentence says, in another
order or notation. Both are made by rule and from a seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.answering.claims import claims
from app.answering.rows import cells_of, is_row
from app.core.answers.answers import Evidence, Place, Shown
from app.core.documents.documents import BlockKind, Label
from app.core.documents.shown import View
from app.core.language.designations import designations, without
from app.core.language.facts import Day, Quantity, content, kind_of, stated
from app.core.language.text import terms
from app.retrieval.sentences import SentenceSplitter

SPLITTER = SentenceSplitter()
_VERB = r"(?:is|are|was|were|must|may|can|should|will|has|have|had|does|do|shall)"
_SUBJECT = re.compile(
    rf"^(?P<subject>(?:The|A|An|All|Each|Every|Any|[A-Z][\w-]+)\b[^,.;:()'’]{{0,60}}?)\s(?={_VERB}\b)"
)
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]+(?: [A-Z][a-z]+)+|[A-Z]{2,6})(?![\w-])")
_BACK = frozenset(
    "it's there's that's it they this that these those he she there we you i what who which if when".split()
)
_NUMBER_WORDS = dict(enumerate("zero one two three four five six seven eight nine ten eleven twelve".split()))
_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class Text:
    """One passage of a document: where it stands and how it is read."""

    document: str
    title: str
    heading: tuple[str, ...]
    view: View
    base: int = 0

    @property
    def words(self) -> str:
        return self.view.text

    def shown(self, number: int = 1) -> Shown:
        end = len(self.words)
        place = Place(self.view, self.base, (0, end), (0, end))
        start, stop = place.range(0, end)
        item = Evidence(
            passage=f"p{number}", source=self.document, version="v", label=Label.INTERNAL, title=self.title, path=self.document,
            page=None,
            heading=self.heading, start=start, end=stop, quote=self.view.raw[start - self.base : stop - self.base], score=0.9,
            similarity=0.5,
            coverage=0.5, as_of="", window_start=start, window_end=stop, window=self.words, shown=self.words, place=place,
        )  # fmt: skip
        return Shown(number, item, start, stop, self.words, 0)


@dataclass(frozen=True)
class Made:
    """A sentence made by a rule, with the passages it was made from."""

    rule: str
    text: str
    original: str
    other: str
    passages: tuple[Text, ...]


@dataclass(frozen=True)
class _Sentence:
    text: str
    passage: Text


def sentences(passage: Text) -> list[str]:
    """Return the full sentences of a passage on one line each."""
    found = []
    for span in SPLITTER.split(passage.words, passage.view.parts):
        raw = passage.words[span.start : span.end]
        line = " ".join(raw.split())
        if (
            raw.count("\n") > 6
            or is_row(line)
            or not 40 <= len(line) <= 300
            or line[-1] != "."
            or not line[0].isupper()
        ):
            continue
        if (
            len(content(line)) >= 5
            and not re.search(r"\(\d{1,2}\)", line)
            and not re.search(r"[|{}<>\]\[`*_]|\.\.|::", line)
        ):
            found.append(line)
    return found


def exchanges(texts: Sequence[Text], seed: int, wanted: int) -> Iterator[Made]:
    """Yield up to `wanted` sentences that join what two sentences or rows say, rules taking turns."""
    yield from _in_turn(texts, seed, wanted, _EXCHANGES)


def restatements(texts: Sequence[Text], seed: int, wanted: int) -> Iterator[Made]:
    """Yield up to `wanted` sentences that say what one sentence or row says, rules taking turns."""
    yield from _in_turn(texts, seed, wanted, _RESTATEMENTS)


Rule = Callable[[Sequence[Text], random.Random], Iterator[Made]]


def _in_turn(texts: Sequence[Text], seed: int, wanted: int, rules: dict[str, Rule]) -> Iterator[Made]:
    documents: dict[str, list[Text]] = {}
    for one in texts:
        documents.setdefault(one.document, []).append(one)
    order = list(documents.values())
    dice = random.Random(seed)  # noqa: S311  # a repeatable choice
    dice.shuffle(order)
    supplies = [
        _supply(name, rule, order, random.Random(seed + at)) for at, (name, rule) in enumerate(rules.items())
    ]  # noqa: S311
    made = 0
    seen: set[str] = set()
    while supplies and made < wanted:
        for supply in list(supplies):
            item = next(supply, None)
            if item is None:
                supplies.remove(supply)
            elif item.text not in seen and made < wanted:
                seen.add(item.text)
                made += 1
                yield item


def _supply(
    name: str, rule: Rule, documents: Sequence[Sequence[Text]], dice: random.Random
) -> Iterator[Made]:
    """Yield what a rule makes, a few of each document at a time, so that no document fills the measure."""
    for passages in documents:
        found = list(rule(passages, dice))
        dice.shuffle(found)
        for item in found[:12]:
            yield Made(name, item.text, item.original, item.other, item.passages)


def _told(passages: Sequence[Text]) -> str:
    return " ".join(" ".join(passage.words.split()) for passage in passages)


def _pairs(passages: Sequence[Text], dice: random.Random) -> Iterator[tuple[_Sentence, _Sentence]]:
    """Yield pairs of sentences of one document, near ones first."""
    found = [_Sentence(line, passage) for passage in passages for line in sentences(passage)]
    for at, one in enumerate(found):
        near = [other for other in found[max(0, at - 6) : at + 7] if other is not one]
        dice.shuffle(near)
        for other in near[:3]:
            yield one, other


def _made(text: str, one: _Sentence, other: _Sentence) -> Made:
    return Made(
        "",
        text,
        one.text,
        other.text,
        (one.passage,) if one.passage is other.passage else (one.passage, other.passage),
    )


def _is_new(text: str, passages: Sequence[Text]) -> bool:
    return (
        text not in _told(passages)
        and not re.search(r"\(\d{1,2}\)", text)
        and len(claims(text, SPLITTER.split)) == 1
    )


def _by_value(passages: Sequence[Text], dice: random.Random, take: Callable[[str], bool]) -> Iterator[Made]:
    for one, other in _pairs(passages, dice):
        mine = [
            item for item in stated(without(one.text, designations(one.text))) if take(kind_of(item.value))
        ]
        theirs = [
            item
            for item in stated(without(other.text, designations(other.text)))
            if take(kind_of(item.value))
        ]
        held = {item.value for item in mine}
        choices = [
            (a, b)
            for a in mine
            for b in theirs
            if kind_of(a.value) == kind_of(b.value) and b.value not in held and _differ(a.value, b.value)
        ]
        if choices:
            a, b = dice.choice(choices)
            text = one.text[: a.start] + other.text[b.start : b.end] + one.text[a.end :]
            if _is_new(text, passages):
                yield _made(text, one, other)


def _differ(one: Quantity | Day, other: Quantity | Day) -> bool:
    if isinstance(one, Day) and isinstance(other, Day):
        return any(
            a and b and a != b
            for a, b in zip((one.year, one.month, one.day), (other.year, other.month, other.day), strict=True)
        )
    return (
        isinstance(one, Quantity)
        and isinstance(other, Quantity)
        and "1" not in (one.value, other.value)
        and one != other
    )


def _values(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    return _by_value(passages, dice, lambda kind: kind != "date")


def _dates(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    return _by_value(passages, dice, lambda kind: kind == "date")


def _names(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    for one, other in _pairs(passages, dice):
        mine, theirs = list(_NAME.finditer(one.text)), [match.group() for match in _NAME.finditer(other.text)]
        theirs = [
            name
            for name in theirs
            if content(name) and not set(name.split()) & set(re.findall(r"\w+", one.text))
        ]
        above = " ".join((one.passage.title, *one.passage.heading))
        mine = [match for match in mine if not set(match.group().split()) & set(re.findall(r"\w+", above))]
        theirs = [name for name in theirs if name not in above]
        if mine and theirs:
            match = dice.choice(mine)
            text = one.text[: match.start()] + dice.choice(theirs) + one.text[match.end() :]
            if _is_new(text, passages):
                yield _made(text, one, other)


def _named_things(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    for one, other in _pairs(passages, dice):
        mine, theirs = designations(one.text), designations(other.text)
        held = {item.key for item in mine}
        choices = [(a, b) for a in mine for b in theirs if a.kind == b.kind and b.key not in held]
        if choices:
            a, b = dice.choice(choices)
            text = one.text[: a.start] + other.text[b.start : b.end] + one.text[a.end :]
            if _is_new(text, passages):
                yield _made(text, one, other)


def _subjects(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    for one, other in _pairs(passages, dice):
        mine, theirs = _SUBJECT.match(one.text), _SUBJECT.match(other.text)
        if not mine or not theirs:
            continue
        first, second = mine.group("subject"), theirs.group("subject")
        if set(f"{first} {second}".lower().split()) & _BACK:
            continue
        mine_words, new = set(terms(first)), set(terms(second))
        known = set(terms(" ".join((one.text, one.passage.title, *one.passage.heading))))
        if mine_words and new and not new & known and not mine_words & new:
            text = second + one.text[len(first) :]
            if _is_new(text, passages):
                yield _made(text, one, other)


def _rows(passages: Sequence[Text]) -> Iterator[tuple[Text, tuple[str, ...], list[list[str]]]]:
    """Yield tables whose columns have different names, with their rows."""
    for passage in passages:
        tables: dict[tuple[str, ...], list[list[str]]] = {}
        for part in passage.view.parts:
            if part.kind == BlockKind.TABLE_ROW.value:
                cells = cells_of(passage.words[part.start : part.end])
                names = tuple(cell.header for cell in cells)
                # A row that another begins like may say the same of it.
                if (
                    len(set(names)) == len(names) >= 2
                    and all(names)
                    and all(0 < len(cell.text) <= 120 for cell in cells)
                ):
                    tables.setdefault(names, []).append([" ".join(cell.text.split()) for cell in cells])
        for names, rows in tables.items():
            rows = [row for row in rows if [other[0] for other in rows].count(row[0]) == 1]
            if len(rows) >= 2:
                yield passage, names, rows


def _cells(
    passages: Sequence[Text],
    dice: random.Random,
    say: Callable[[Sequence[str], Sequence[str], int, str], str],
) -> Iterator[Made]:
    for passage, header, table in _rows(passages):
        for row in table:
            other = dice.choice(table)
            column = dice.randrange(1, len(row))
            value = other[column]
            if row[0] == other[0] or value in row or not re.search(r"\w", value):
                continue
            digits, held = set(re.findall(r"\d+", value)), set(re.findall(r"\d+", " ".join(row)))
            if not digits - held and not set(content(value)) - set(content(" ".join(row))):
                continue
            text = say(header, row, column, value)
            if len(claims(text, SPLITTER.split)) == 1:
                yield Made("", text, " | ".join(row), " | ".join(other), (passage,))


def _spoken(header: Sequence[str], row: Sequence[str], column: int, value: str) -> str:
    return f"The {header[column]} of {row[0]} is {value}."


def _barred(header: Sequence[str], row: Sequence[str], column: int, value: str) -> str:
    return " | ".join((*row[:column], value, *row[column + 1 :]))


def _zipped(header: Sequence[str], row: Sequence[str], column: int, value: str) -> str:
    cells = (*row[:column], value, *row[column + 1 :])
    return "; ".join(f"{head}: {cell}" for head, cell in zip(header, cells, strict=True) if cell)


def _row_spoken(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    return _cells(passages, dice, _spoken)


def _row_barred(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    return _cells(passages, dice, _barred)


def _row_zipped(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    return _cells(passages, dice, _zipped)


def _columns(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    """Put a value of a row under another header of the same row."""
    for passage, header, table in _rows(passages):
        for row in table if len(header) > 2 else ():
            one, two = dice.sample(range(1, len(row)), 2)
            if row[one] != row[two] and re.search(r"\w", row[two]):
                yield Made("", _spoken(header, row, one, row[two]), " | ".join(row), "", (passage,))


_EXCHANGES: dict[str, Rule] = {
    "value": _values,
    "date": _dates,
    "name": _names,
    "designation": _named_things,
    "subject": _subjects,
    "row, as a sentence": _row_spoken,
    "row, with bars": _row_barred,
    "row, with headers": _row_zipped,
    "column": _columns,
}


# The same, said otherwise


def _each(passages: Sequence[Text], change: Callable[[str], str]) -> Iterator[Made]:
    for passage in passages:
        for line in sentences(passage):
            text = change(line)
            if text and text != line:
                yield Made("", text, line, "", (passage,))


def _reordered(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    def change(line: str) -> str:
        match = re.match(
            r"^(If|When|After|Before|Once|Unless|In|For|During|While|Until|Because|Although) ([^,]{4,90}), ([a-z][^,;:]{10,160})\.$",
            line,
        )
        return f"{match[3][0].upper()}{match[3][1:]} {match[1].lower()} {match[2]}." if match else ""

    return _each(passages, change)


def _with_heading(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    for passage in passages:
        if (
            passage.heading
            and 3 <= len(passage.heading[-1]) <= 60
            and re.fullmatch(r"[\w ,'&/-]+", passage.heading[-1])
        ):
            for line in sentences(passage)[:1]:
                lower = line if re.match(r"[A-Z][A-Z]|I ", line) else line[0].lower() + line[1:]
                yield Made("", f"For {passage.heading[-1]}, {lower}", line, "", (passage,))


def _active(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    def change(line: str) -> str:
        match = re.match(
            r"^(The [\w -]{3,40}) (?:is|are) (\w{4,}[^e]ed) by ((?:the|a|an) [\w -]{3,40})\.$", line
        )
        return (
            f"{match[3][0].upper()}{match[3][1:]} {match[2][:-2]}s {match[1][0].lower()}{match[1][1:]}."
            if match
            else ""
        )

    return _each(passages, change)


def _pronoun(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    for passage in passages:
        lines = sentences(passage)
        whole = " ".join(passage.words.split())
        for one, two in zip(lines, lines[1:], strict=False):
            first, second = (
                _SUBJECT.match(one),
                re.match(
                    rf"^(It|They) (?={_VERB}\b)(?!is \w+ (?:for|to|that)\b|was \w+ (?:for|to|that)\b)", two
                ),
            )
            if (
                first
                and second
                and f"{one} {two}" in whole
                and first.group("subject").split()[0].lower() not in _BACK
            ):
                yield Made("", f"{first.group('subject')} {two[second.end() :]}", two, one, (passage,))


def _notation(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    def change(line: str) -> str:
        text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", line)
        text = re.sub(r"(?<=\d)%", " percent", text)
        text = re.sub(
            r"(?<![\\])\$(\d+(?:\.\d+)?)(?![\d,]|\S*\d)(?! (?:million|billion|thousand))", r"\1 dollars", text
        )
        text = re.sub(rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}}), (\d{{4}})\b", r"\2 \1 \3", text)
        text = re.sub(
            rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b",
            lambda match: (
                f"{match[3]}-{_MONTHS.index(match[2]) + 1:02}-{int(match[1]):02}"
                if text == line
                else match[0]
            ),
            text,
        )
        return re.sub(
            r"(?<![\w.,:/$#-] )(?<![\w.,:/$#-])\b([2-9]|1[0-2]) (?=(?:days|weeks|months|hours|minutes|years|people|business|times)\b)",
            lambda match: f"{_NUMBER_WORDS[int(match[1])]} ",
            text,
        )

    return _each(passages, change)


def _shortened(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    def change(line: str) -> str:
        text = re.sub(
            r"\b(?:please|also|very|simply|currently|generally|typically|usually|just|always|often|really|additionally|however),? ",
            "",
            line,
            flags=re.I,
        )
        return text[0].upper() + text[1:]

    return _each(passages, change)


def _row_told(
    passages: Sequence[Text],
    dice: random.Random,
    say: Callable[[Sequence[str], Sequence[str], int, str], str],
) -> Iterator[Made]:
    for passage, header, table in _rows(passages):
        for row in table:
            column = dice.randrange(1, len(row))
            if re.search(r"\w", row[column]):
                yield Made("", say(header, row, column, row[column]), " | ".join(row), "", (passage,))


def _row_said(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    return _row_told(passages, dice, _spoken)


def _row_headed(passages: Sequence[Text], dice: random.Random) -> Iterator[Made]:
    return _row_told(passages, dice, _zipped)


_RESTATEMENTS: dict[str, Rule] = {
    "clauses reordered": _reordered,
    "heading taken in": _with_heading,
    "active for passive": _active,
    "pronoun replaced": _pronoun,
    "other notation": _notation,
    "filler dropped": _shortened,
    "row, as a sentence": _row_said,
    "row, with headers": _row_headed,
}
