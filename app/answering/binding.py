"""What a value is said of: the sentence, row or item it stands in, with the heading, header and subject that belong to that one alone.

The decision hidden here is what may be read together. A claim rests on one *statement*: a sentence, a table's row or an item of a list.
Its own words carry the claim. From its place (title, headings, a row's header) and from the sentence that it points back to it may only take
what names the thing: words, names, designations and dates, and never a number. So the subject of one statement never meets the value of
another. Within a statement each value must keep the words that it stands with.

Invariant: an objection is the end of a sentence that a person can read. Lexical and English. Thread: any; pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property, lru_cache

from app.answering.rows import Cell, cells_of, header_of, is_row
from app.core.contradiction import has_day, has_quantity
from app.core.designations import NUMBERED, Designation, designations, heading_number, without
from app.core.facts import UNITS, Day, Facts, Quantity, content, facts, kind_of, root, stated
from app.core.knowledge import BlockKind
from app.core.sentences import definite, opening, points_back, speaks_for_itself, subject
from app.core.shown import Part
from app.core.text import fold, stem, words

_FURTHEST = 4
"""Sentences that are gone back over to find what a pronoun stands for."""

_DEMONSTRATIVE = frozenset("this these that those such".split())
_LEADING = 2
"""Words at the beginning of a sentence such as "this approach" for which its subject may be said in full."""

_MENTIONED = 0.6
"""Share of an item's words from which a claim tells the item and does not only borrow from it."""

def _forms(listed: str) -> frozenset[str]:
    """Return the roots of words in all their regular forms."""
    found = set()
    for form in listed.split():
        bare = form.removesuffix("e")
        found |= {root(form), root(f"{form}s"), root(f"{bare}ed"), root(f"{bare}ing")}
    return frozenset(found)


LIGHT = _forms(
    """
    receive get have hold say state mention specify describe note explain include provide give list make take use follow accord document
    handbook policy guide page answer question example also currently following called named known available thing way please
    """
)
"""Words that a claim may add: they say nothing that could be true of one thing and false of another."""

_SELF = frozenset(
    root(form) for form in "document policy rule guide handbook page section agreement contract regulation report chapter note".split()
)
"""By these a text speaks of itself, so that its title says what is meant."""

_ALIKE = tuple(
    _forms(forms)
    for forms in (
        "weigh weight heavy mass|cost price fee charge|locate situate lie stand|allow permit|need require must|begin start commence|"
        "end finish conclude|buy purchase|assist help|staff employee personnel|begin start|choose select|show display|job position|"
        "obtain receive get|phone telephone|person people individual|mail email e-mail|link url|fast quick speed|big large size|"
        "high height tall|long length|wide width|deep depth|old age|hot temperature|keep keeper kept|lend lent loan|sell sold sale"
    ).split("|")
)
"""Words that may stand for each other."""

_MARK = re.compile(r"\s*(?:[-*+•◦▪‣–]|\(?\d{1,3}[.)]|\(?[a-z][.)]|#[.)])\s+(?=\S)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+\S")
_FIELD = re.compile(r"\s*(?:[-*+•]\s+)?[*_]*[^\W\d_][^\n:|;.!?]{0,40}?[*_]*:[*_]*\s+\S[^\n]*")
_SEGMENT = re.compile(r"[()\n|]|[,;—]+(?=\s|\Z)|[.!?]+\s+(?=[^\W\d_])|\s[–-]\s|\b(?:and|but|or|while|whereas|although|though)\b", re.IGNORECASE)
_CAPITALS = re.compile(r"(?<![\w])[A-Z][\w'’&-]*(?:\s+(?:of\s+|the\s+|de\s+|von\s+|van\s+)?[A-Z][\w'’&-]*)*")
_CODE = re.compile(r"`+([^`]+)`+")
_BEFORE = frozenset(
    "from to under over above below until till after before between than least most per every within since by up exceeding about".split()
)


class Sort(StrEnum):
    """What a statement is."""

    PROSE = "prose"
    ITEM = "item"
    ROW = "row"
    LIST = "list"
    HEADING = "heading"


@dataclass(frozen=True)
class Statement:
    """What one sentence, row or item says, and what its place adds.

    Attributes:
        start, end: where it stands in the stretch; a list stands where all of it does.
        text: what it says, with the line that introduces it.
        sort: what it is.
        place: title and headings above it.
        about: the subject of the sentence that it points back to, or empty.
        cells: of a row.
        items: of a list that is read as one.
        line: which of the stretch's sentences it is or belongs to.
    """

    start: int
    end: int
    text: str
    sort: Sort
    place: str = ""
    about: str = ""
    cells: tuple[Cell, ...] = ()
    items: tuple[str, ...] = ()
    line: int = 0
    headings: tuple[str, ...] = field(default=(), compare=False)

    @cached_property
    def designations(self) -> tuple[Designation, ...]:
        return designations(self.own)

    @cached_property
    def own(self) -> str:
        """Its own words, without a list's mark; a row's with its headers, whose numbers count for nothing."""
        mark = _MARK.match(self.text)
        bare = self.text[mark.end() :] if mark else self.text
        return bare if self.sort is Sort.LIST else " ".join(bare.split())

    @cached_property
    def facts(self) -> Facts:
        """What its own words state; numbers of designations are no values, and a heading has none."""
        return facts(without(self.own, self.designations))

    @cached_property
    def headers(self) -> str:
        return ". ".join(cell.header for cell in self.cells if cell.header)

    @cached_property
    def around(self) -> Facts:
        """What names the thing it speaks of without being said by it."""
        return facts(". ".join(part for part in (self.place, self.about, self.headers) if part))

    @cached_property
    def named_around(self) -> tuple[Designation, ...]:
        return designations(". ".join(part for part in (self.place, self.about, self.headers) if part))

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset((*facts(self.own).stems, *self.around.stems))

    @cached_property
    def present(self) -> frozenset[str]:
        """Roots of every word that a claim may take from it."""
        return facts(self.own).roots | self.around.roots


@dataclass(frozen=True)
class Said:
    """A claim, taken apart once."""

    text: str

    @cached_property
    def designations(self) -> tuple[Designation, ...]:
        return designations(self.text)

    @cached_property
    def bare(self) -> str:
        return without(self.text, self.designations)

    @cached_property
    def facts(self) -> Facts:
        return facts(self.bare)

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        # The "s" of "Tern-5's" is no word of its own.
        return tuple(word for word in content(self.text) if word != "s")

    @cached_property
    def stems(self) -> dict[str, str]:
        """The finer stem of each word that carries meaning, by its root: "receive" and "received" meet in that one."""
        return {found[0]: stem(word.form) for word in words(self.text) if (found := content(word.form))}

    @cached_property
    def subject(self) -> frozenset[str]:
        return subject(self.text)


def statements(
    text: str, spans: Sequence[tuple[int, int, str]], title: str, headings: Sequence[str], parts: Sequence[Part] = ()
) -> list[Statement]:
    """Return what a stretch of text states, in order.

    Args:
        text: the stretch.
        spans: its sentences, each with the line that introduces it or an empty one.
        title, headings: of the passage.
        parts: the blocks of the stretch, where they are known; guessed from its lines without.
    """
    known = {BlockKind.TABLE_ROW.value: Sort.ROW, BlockKind.LIST_ITEM.value: Sort.ITEM, BlockKind.HEADING.value: Sort.HEADING}
    found: list[Statement] = []
    place = tuple(part for part in (title, *headings) if part)
    table: list[tuple[str, ...]] = [_split_bars(part) for part in headings if " | " in part]
    header: tuple[str, ...] = table[-1] if table else ()
    above = headings
    last_row = -2
    for number, (start, end, lead) in enumerate(spans):
        raw = text[start:end]
        sort_here = next((known.get(part.kind, Sort.PROSE) for part in parts if part.start <= start < part.end), None)
        if sort_here is Sort.HEADING or (sort_here is None and _is_heading(text, start, end)):
            above = (*headings[:-1], raw.strip("# \t"))
            place = tuple(part for part in (title, *above) if part)
            found.append(Statement(start, end, raw, Sort.HEADING, ". ".join(place), line=number, headings=tuple(above)))
            header = ()
            continue
        pieces = [(0, len(raw), sort_here)] if sort_here in (Sort.ROW, Sort.ITEM) else _pieces(raw)
        made: list[Statement] = []
        for low, high, sort in pieces:
            part = raw[low:high]
            said = f"{lead} {part}" if lead else part
            cells: tuple[Cell, ...] = ()
            if sort is Sort.ROW:
                if last_row < number - 1 and len(pieces) == 1 and not table:
                    header = ()
                header = header or header_of(text, start + low, start + high)
                cells = cells_of(part, header)
                last_row = number
            made.append(Statement(start + low, start + high, said, sort, ". ".join(place), "", cells, (), number, tuple(above)))
        if len(made) > 1 and made[0].sort is not Sort.ROW and any(item.sort is Sort.ITEM for item in made):
            made = _as_list(raw, start, end, made, lead)
        found.extend(made)
    return [replace(item, about=_about(found, at)) for at, item in enumerate(found)]


def objection(claim: Said, base: Statement) -> str:
    """Return why a statement does not carry the exact parts of a claim; empty when it does."""
    return (
        _designation_missing(claim, base)
        or _value_missing(claim, base)
        or _name_missing(claim, base)
        or _code_missing(claim, base)
        or (_cells_mixed(claim, base) if base.cells else "")
        or (_items_mixed(claim, base) if base.items else "")
        or ("" if base.headers else _value_moved(claim, base))
        or ("" if base.cells else _subject_replaced(claim, base))
    )


def without_place(claim: str, base: Statement) -> str:
    """Return a claim without the heading or title that it begins with: "Under Delivery, ..."."""
    for part in sorted((*base.headings, base.place.partition(". ")[0]), key=len, reverse=True):
        match = re.match(rf"(?:(?:for|under|in|on|about|regarding|per|see)\s+)?[\"“]?{re.escape(part)}[\"”]?\s*[,:–—-]\s+", claim, re.IGNORECASE)
        if part and match and len(words(claim[match.end() :])) > 1:
            return claim[match.end() :]
    return claim


def unsaid(claim: Said, base: Statement) -> list[str]:
    """Return the claim's words that neither the statement nor its place holds, nor a word that may stand for them."""
    present, stems = base.present, base.stems
    lacking = [word for word in claim.wanted if word not in present and claim.stems.get(word) not in stems]
    # A unit was compared with its number.
    counted = {root(item.unit) for item in claim.facts.quantities if item.unit}
    return [word for word in lacking if word not in LIGHT and word not in counted and not _stood_for(word, present)]


def states_another_value(claim: Said, base: Statement) -> bool:
    """Tell whether a statement says of the same thing another value than the claim does."""
    theirs = {kind_of(item.value) for item in stated(without(base.own, base.designations))}
    mine = [item for item in stated(claim.bare) if not _has_value(base, item.value, claim)]
    if mine:
        return any(kind_of(item.value) in theirs for item in mine)
    lacking = [item for item in claim.designations if not _is_named(item, base)]
    return any(item.kind == other.kind for item in lacking for other in base.designations)


def of_another(question: str, base: Statement, others: Sequence[Statement], claim: str = "") -> str:
    """Return what a statement speaks of in the place of what was asked; empty when it may be meant.

    Args:
        others: the other statements of its stretch.
        claim: what is taken from it; one that names what it speaks of itself is true whatever was asked.
    """
    asked = designations(question)
    if asked and not any(_is_named(item, base) for item in asked):
        own = designations(claim)
        for item in (*base.designations, *reversed(base.named_around)):
            if any(item.kind == one.kind for one in asked) and item.key not in {one.key for one in own}:
                return f"{item.kind} {item.id}".strip()
    return _of_another_row(question, base, others, claim)


def _of_another_row(question: str, base: Statement, others: Sequence[Statement], claim: str) -> str:
    names = {part for name in facts(question).names if not name.initial for part in name.stems}
    kept = set(facts(question).stems) if base.sort in (Sort.ROW, Sort.ITEM) else names
    kept = {part for part in kept if part not in base.facts.stems and part not in base.around.stems}
    mine = _label(base)
    if not kept or not mine or set(facts(mine).stems) & set(facts(claim).stems):
        return ""
    for other in others:
        if other.sort is base.sort and other is not base:
            label = facts(_label(other)).stems
            if kept & {part for part in label if len(part) > 2}:
                return mine
    return ""


def _label(base: Statement) -> str:
    if base.cells:
        return base.cells[0].text
    if base.sort is Sort.ITEM:
        return re.split(r":\s| [–—-] ", base.own, maxsplit=1)[0][:60]
    match = _CAPITALS.search(base.own, 0, 40)
    return match.group() if match else ""


# Cutting


def _is_heading(text: str, start: int, end: int) -> bool:
    raw = text[start:end]
    if "\n" in raw.strip():
        return False
    if _HEADING.match(raw):
        return True
    after = text[end : end + 200].lstrip(" \t\r").removeprefix("\n").split("\n", 1)[0].strip()
    return len(raw) <= 120 and len(after) >= 3 and len(set(after)) == 1 and after[0] in "=-~^\"'*+#`" and raw[-1:] not in ".;,|"


def _pieces(raw: str) -> list[tuple[int, int, Sort]]:
    """Cut what was read as one sentence into rows, fields and items where its lines are such."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\r\n]*\S[^\r\n]*", raw)]
    kinds = [_sort(raw[low:high]) for low, high in lines]
    if len(lines) == 1:
        return [(0, len(raw), kinds[0])]
    if not any(kinds[1:]) or Sort.PROSE not in kinds and set(kinds) == {Sort.PROSE}:
        return [(0, len(raw), Sort.PROSE)]
    if set(kinds) <= {Sort.ROW, Sort.ITEM} or (kinds[0] is Sort.PROSE and Sort.PROSE not in kinds[1:]):
        return [(low, high, kind) for (low, high), kind in zip(lines, kinds, strict=True)]
    found: list[tuple[int, int, Sort]] = []
    for (low, high), kind in zip(lines, kinds, strict=True):
        if kind is Sort.PROSE and found:
            # A hard-wrapped rest belongs to the item before.
            found[-1] = (found[-1][0], high, found[-1][2])
        else:
            found.append((low, high, kind))
    return found if any(sort is not Sort.PROSE for _, _, sort in found) else [(0, len(raw), Sort.PROSE)]


def _sort(line: str) -> Sort:
    if is_row(line):
        return Sort.ROW
    return Sort.ITEM if _MARK.match(line) or _FIELD.fullmatch(line) else Sort.PROSE


def _as_list(raw: str, start: int, end: int, made: Sequence[Statement], lead: str) -> list[Statement]:
    """Return the items of a list, each with the line that introduces it, and the list as a whole."""
    opening = made[0] if made[0].sort is Sort.PROSE else None
    items = [item for item in made if item is not opening]
    said = [replace(item, text=f"{opening.text} {item.text}") for item in items] if opening is not None else items
    whole = replace(
        made[0], start=start, end=end, text=f"{lead} {raw}" if lead else raw, sort=Sort.LIST, items=tuple(item.own for item in items)
    )
    return [*said, whole]


def _about(found: Sequence[Statement], at: int) -> str:
    """Return the words of earlier sentences that say what a statement speaks of when it does not do so itself."""
    base = found[at]
    if base.sort in (Sort.ROW, Sort.HEADING):
        return ""
    before = [item for item in found[max(0, at - _FURTHEST) : at] if item.headings == base.headings]
    parts = []
    if points_back(base.own):
        for item in reversed(before):
            if item.sort not in (Sort.PROSE, Sort.ITEM, Sort.LIST) or points_back(item.own):
                continue
            parts.append(opening(item.own) if speaks_for_itself(item.own) else item.own)
            break
    parts += _names_of(definite(base.own), base, [item for item in found[:at] if item.headings == base.headings])
    return ". ".join(part for part in parts if part)


def _names_of(nouns: frozenset[str], base: Statement, before: Sequence[Statement]) -> list[str]:
    """Return the one name or designation that stands beside a noun earlier on: "the pump" is the HX-200 pump where there is no other."""
    found: dict[str, str] = {}
    for noun in nouns:
        named = set()
        for item in before:
            if item.sort is Sort.ROW:
                continue
            for name in [*((one.start, one.end) for one in designations(item.own)), *(one.span() for one in _CAPITALS.finditer(item.own))]:
                near = content(item.own[max(0, name[0] - 24) : name[1] + 24])
                beside = words(item.own[name[1] : name[1] + 24])[:1] + words(item.own[max(0, name[0] - 24) : name[0]])[-1:]
                if noun in near and any(root(word.form) == noun for word in beside):
                    named.add(item.own[name[0] : name[1]])
        distinct = {fold(name) for name in named}
        if len(distinct) == 1 or (distinct and all(any(one in other or other in one for other in distinct) for one in distinct) and len(distinct) == 2):
            found[noun] = max(named, key=len)
    return [name for name in found.values() if fold(name) not in fold(base.own)]


# Exact parts


def _is_named(item: Designation, base: Statement) -> bool:
    for other in (*base.designations, *base.named_around):
        if other.id == item.id and (other.kind == item.kind or "version" in (other.kind, item.kind) and "." in item.id):
            return True
    if item.kind in NUMBERED and any(heading_number(part) == item.id for part in base.headings):
        return True
    if base.cells and any(stem(fold(cell.header)) == item.kind and fold(cell.text).lstrip("0") == item.id for cell in base.cells):
        return True
    return any(_stand_together(item, text) for text in (base.own, base.place, base.about))


def _stand_together(item: Designation, text: str) -> bool:
    found = words(text)
    return any(
        stem(one.form) == item.kind and (two.form.lstrip("0") or "0") == item.id for one, two in zip(found, found[1:], strict=False)
    )


def _designation_missing(claim: Said, base: Statement) -> str:
    told = [item.key for item in claim.designations]
    own = [item.key for item in base.designations]
    for item in claim.designations:
        rival = any(other[0] == item.kind and own.count(other) > told.count(other) for other in own if other != item.key)
        if rival and told.count(item.key) > own.count(item.key):
            # What the place names cannot stand where the sentence names another one itself.
            return f"speaks of another {item.kind} than {claim.text[item.start : item.end].strip()}"
        if not _is_named(item, base):
            other = next((one for one in (*base.designations, *base.named_around) if one.kind == item.kind), None)
            said = claim.text[item.start : item.end].strip()
            if other is not None:
                return f"speaks of another {item.kind} than {said}"
            return f"{said} stands nowhere in it"
    return ""


def _value_missing(claim: Said, base: Statement) -> str:
    for quantity in claim.facts.quantities:
        # "One" is a pronoun too often to be demanded.
        if quantity.value != "1" and not _has_value(base, quantity, claim):
            return f"the number {quantity.value} {quantity.unit}".strip() + " stands nowhere in it"
    for day in claim.facts.days:
        if not has_day((base.facts, base.around), day):
            return "the date stands nowhere in it"
    return ""


def _has_value(base: Statement, value: Quantity | Day, claim: Said) -> bool:
    if isinstance(value, Day):
        return has_day((base.facts, base.around), value)
    if _is_year(value) and value.value in base.around.values | {str(day.year) for day in base.around.days}:
        return True
    if base.sort is Sort.HEADING:
        return False
    own = base.facts
    same = [item for item in own.quantities if item.value == value.value]
    if not same:
        return (not value.unit and value.value in own.values) or _numbers_a_name(value, claim, base)
    if not value.unit or any(item.unit == value.unit for item in same):
        return True
    if any(not item.unit for item in same):
        # The unit may stand apart: in a header, or once for several numbers.
        forms = base.around.forms if base.cells or base.sort is not Sort.PROSE else ()
        units = {UNITS.get(form) for form in (*forms, *own.forms)}
        return value.unit in units and not any(item.unit == value.unit for item in own.quantities)
    return False


def _is_year(value: Quantity) -> bool:
    return not value.unit and len(value.value) == 4 and value.value.isdigit() and value.value[:2] in ("18", "19", "20", "21")


def _numbers_a_name(value: Quantity, claim: Said, base: Statement) -> bool:
    """Tell whether the number belongs to a name that the claim writes where no designation was seen: "Delta 2 weighs"."""
    found = words(claim.text)
    for before, number in zip(found, found[1:], strict=False):
        if number.form.lstrip("0") == value.value:
            kind = stem(before.form)
            if any(one.id == value.value and one.kind == kind for one in (*base.designations, *base.named_around)):
                return True
    return False


def _name_missing(claim: Said, base: Statement) -> str:
    stems = set(facts(base.own).stems) | set(base.around.stems)
    for name in claim.facts.names:
        strange = [part for part in name.stems if part not in stems]
        if strange and not (name.initial and strange == [name.stems[0]]):
            return f"the name {' '.join(strange)} stands nowhere in it"
    return ""


def _code_missing(claim: Said, base: Statement) -> str:
    """Return an objection when what the claim marks as code, perhaps signs alone, stands nowhere in it."""
    theirs = {match.group(1).strip() for match in _CODE.finditer(f"{base.own} {base.place} {base.headers}")}
    for match in _CODE.finditer(claim.text):
        code = match.group(1).strip()
        if code not in theirs and not re.search(rf"(?<![\w`+*/-]){re.escape(code)}(?![\w`+*/-])", f"{base.own} {base.place}"):
            return f"{match.group()} stands nowhere in it"
    return ""


# Within one statement


def _value_moved(claim: Said, base: Statement) -> str:
    """Return an objection when the words beside a value stand beside another one of its kind."""
    theirs = _values(base.own)
    mine = _values(claim.text)
    told = {value for value, *_ in mine}
    for value, kind, start, end in mine:
        here = [item for item in theirs if item[0] == value]
        every = [item[0] for item in theirs if item[1] == kind]
        surplus = sum(item[0] == value for item in mine) > len(here)
        if here and surplus and any(every.count(other) > sum(item[0] == other for item in mine) for other in every if other != value):
            return "puts a value in the place of another one"
        if here and any(_changed_places(claim.text, base.own, (value, start, end), other) for other in mine if other[1] == kind):
            return "puts two values in each other's place"
        rivals = [item for item in theirs if item[1] == kind and item[0] not in told]
        if not here and rivals and isinstance(value, Quantity) and kind == "number" and not base.cells and not _numbers_a_name(value, claim, base):
            return "puts a value in the place of another one"
        if not here or not rivals:
            continue
        context = _segment(claim.text, start, end, theirs=False)
        best = max(len(context & _segment(base.own, item[2], item[3])) for item in here)
        other = max(len(context & _segment(base.own, item[2], item[3])) for item in rivals)
        if other > best:
            return "its words stand beside another value"
        before, after = _neighbours(claim.text, start, end)
        beside = [_neighbours(base.own, item[2], item[3]) for item in here]
        besides = [_neighbours(base.own, item[2], item[3]) for item in rivals]
        if before in _BEFORE and before not in {one for one, _ in beside} and before in {one for one, _ in besides}:
            return "its words stand beside another value"
        if kind == "number" and after and after not in {one for _, one in beside} and after in {one for _, one in besides}:
            return "its words stand beside another value"
    return ""


def _changed_places(claim: str, text: str, one: tuple[object, int, int], other: tuple[object, str, int, int]) -> bool:
    """Tell whether each of two values of a claim stands beside the words that the other one stands beside in the text."""
    first = [item for item in _values(text) if item[0] == one[0]]
    second = [item for item in _values(text) if item[0] == other[0]]
    if one[0] == other[0] or len(first) != 1 or len(second) != 1:
        return False
    mine, its = _segment(claim, one[1], one[2]), _segment(claim, other[2], other[3])
    ours, theirs = _segment(text, *first[0][2:]), _segment(text, *second[0][2:])
    return len(mine & theirs) > len(mine & ours) and len(its & ours) > len(its & theirs)


@lru_cache(maxsize=2048)
def _values(text: str) -> tuple[tuple[object, str, int, int], ...]:
    """Return numbers, dates and names of a text with their kind and place."""
    bare = without(text, designations(text))
    found: list[tuple[object, str, int, int]] = [(item.value, kind_of(item.value), item.start, item.end) for item in stated(bare)]
    for match in _CAPITALS.finditer(bare):
        if not content(match.group()):
            continue
        initial = not re.search(r"\w", text[max(0, match.start() - 2) : match.start()]) and match.start() < 2
        if initial and " " not in match.group():
            continue
        found.append((tuple(stem(word.form) for word in words(match.group())), "name", match.start(), match.end()))
    return tuple(found)


def _segment(text: str, start: int, end: int, *, theirs: bool = True) -> frozenset[str]:
    """Return the words and designations beside a value, up to the nearest comma, stop or conjunction."""
    cuts = [match.span() for match in _SEGMENT.finditer(text)]
    low = max((stop for _, stop in cuts if stop <= start), default=0)
    high = min((begin for begin, _ in cuts if begin >= end), default=len(text))
    part = f"{text[low:start]} ; {text[end:high]}"
    found = frozenset(content(part)) | {f"{item.kind}:{item.id}" for item in designations(part)}
    if not theirs and len(found) < 2:
        part = f"{text[:start]} ; {text[end:]}"
        return frozenset(content(part)) | {f"{item.kind}:{item.id}" for item in designations(part)}
    return found


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    before = words(text[max(0, start - 24) : start])
    after = words(text[end : end + 24])
    close = after and not re.search(r"[.,;:()|\n]", text[end : end + after[0].start])
    follows = content(after[0].form) if close else ()
    return (before[-1].form if before else ""), (follows[0] if follows else "")


def _subject_replaced(claim: Said, base: Statement) -> str:
    """Return an objection when the claim puts a word of the title, heading or sentence before in the place of one of the statement's own."""
    own = facts(base.own).roots
    lent = {word for word in claim.wanted if word not in own and word in base.present}
    if not lent:
        return ""
    back = points_back(base.own) and words(base.own)[0].form in _DEMONSTRATIVE
    mine, theirs = list(content_in_order(claim.text)), list(content_in_order(base.own))
    told = set(mine)
    for tag, low, high, left, right in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag != "replace":
            continue
        put = [word for word in mine[low:high] if word in lent]
        gone = [word for word in theirs[left:right] if word not in told and word not in LIGHT and word not in _SELF]
        if put and gone and not (back and left < _LEADING) and len(put) == high - low:
            return "puts another subject in the place of its own"
    if claim.subject and claim.subject <= lent and not points_back(base.own) and base.sort is Sort.PROSE:
        left_out = [word for word in subject(base.own) if word not in told and word not in LIGHT and word not in _SELF]
        if left_out and speaks_for_itself(base.own) and not claim.subject <= set(content(base.about)):
            return "says of another subject what it says of its own"
    return ""


@lru_cache(maxsize=2048)
def content_in_order(text: str) -> tuple[str, ...]:
    """Return the roots of the words that carry meaning in their order, with repetitions."""
    return tuple(found[0] for word in words(text) if (found := content(word.form)))


def _items_mixed(claim: Said, base: Statement) -> str:
    """Return an objection when a claim takes single words of several items of a list."""
    lead = base.text.split(base.items[0], 1)[0] if base.items else ""
    shared = frozenset(content(lead)) | base.around.roots
    wanted = set(claim.wanted) - shared
    holding = [set(content(item)) for item in base.items]
    touched = [words_ for words_ in holding if words_ & wanted]
    if any(wanted <= words_ for words_ in holding):
        return ""
    for words_ in touched:
        rest = set().union(*(other for other in touched if other is not words_)) if len(touched) > 1 else set()
        if (words_ & wanted) - rest and len(words_ & wanted) < _MENTIONED * len(words_ - shared):
            return "takes words of several items"
    return ""


def _cells_mixed(claim: Said, base: Statement) -> str:
    """Return an objection when a claim puts a row's value under another header, or a value in another cell, or ties it to nothing."""
    if "|" in claim.text and is_row(claim.text):
        mine = [plain(part) for part in _split_bars(claim.text) if part]
        theirs = iter([plain(cell.text) for cell in base.cells])
        return "" if all(part in theirs for part in mine) else "has the cells of the row in another order"
    heads = [plain(cell.header) for cell in base.cells]
    told = [cell for cell in cells_of(claim.text) if cell.header and plain(cell.header) in heads]
    if len(told) > 1 or (told and len(cells_of(claim.text)) == 1):
        for cell in told:
            if not any(plain(cell.text) == plain(other.text) for other in base.cells if plain(other.header) == plain(cell.header)):
                return "puts a value under another header"
        return ""
    rest, whole = _taken_out(claim.text, [plain(cell.text) for cell in base.cells])
    named = {at for at, head in enumerate(heads) if head and re.search(rf"(?<!\w){re.escape(head)}(?!\w)", rest)}
    given = {at for at, cell in enumerate(base.cells) if at in whole or _is_given(cell, rest)}
    for at in named - {0} - given:
        return f"names “{base.cells[at].header}” and does not give its value"
    if named - {0} and whole - named - {0}:
        return "puts a value under another header"
    if not named and _under_another(claim.text, base):
        return "puts a value under another header"
    first = base.cells[0].text
    label = set(content(first))
    if len(given) < 2 and 0 not in given and (label or facts(first).values) and not label & set(claim.wanted):
        if not any(_stood_for(word, frozenset(claim.wanted)) for word in label):
            return "does not name what the row is about"
    return ""


def _taken_out(text: str, cells: Sequence[str]) -> tuple[str, set[int]]:
    """Return a text in small letters without the cells that stand in it as a whole, and which do; of two that overlap the longer one."""
    rest = plain(text)
    whole: set[int] = set()
    for at, cell in sorted(enumerate(cells), key=lambda item: -len(item[1])):
        if cell and cells.count(cell) == 1:
            match = re.search(rf"(?<![\w.,`]){re.escape(cell)}(?![\w`])", rest)
            if match:
                rest = rest[: match.start()] + " ; " + rest[match.end() :]
                whole.add(at)
    return rest, whole


def _is_given(cell: Cell, rest: str) -> bool:
    """Tell whether most of a cell stands in what is left of a claim."""
    wanted = {*content(cell.text), *re.findall(r"\d+", cell.text)}
    held = {*content(rest), *re.findall(r"\d+", rest)}
    return bool(wanted) and len(wanted & held) >= _MENTIONED * len(wanted)


def _under_another(text: str, base: Statement) -> bool:
    """Tell whether a value follows words of another header than its own."""
    spots = _spots(text, base.cells)
    for at, (cell, kind) in enumerate(spots):
        if kind != "value" or not cell or not base.cells[cell].header:
            continue
        before = next((other for other, sort in reversed(spots[:at]) if sort == "label"), None)
        after = next((other for other, sort in spots[at + 1 :] if sort == "label"), None)
        last = next((sort for other, sort in reversed(spots[:at]) if other or sort == "label"), None)
        if before is not None and before != cell and last == "label" and after != cell:
            return True
    return False


def _spots(text: str, cells: Sequence[Cell]) -> list[tuple[int, str]]:
    """Return in order where a claim has a word of one header alone and where it gives a cell's value."""
    folded = fold(text) if len(fold(text)) == len(text) else text.lower()
    found: list[tuple[int, int, str]] = []
    taken: list[tuple[int, int]] = []
    values = [plain(cell.text) for cell in cells]
    for number, value in sorted(enumerate(values), key=lambda item: -len(item[1])):
        if not value or values.count(value) > 1:
            continue
        for match in re.finditer(rf"(?<![\w.,]){re.escape(value)}(?!\w)", folded):
            if all(match.end() <= low or high <= match.start() for low, high in taken):
                found.append((match.start(), number, "value"))
                taken.append(match.span())
                break
    heads = [frozenset(content(cell.header)) for cell in cells]
    for word in words(text):
        holding = [number for number, head in enumerate(heads) if root(word.form) in head]
        if len(holding) == 1 and all(word.end <= low or high <= word.start for low, high in taken):
            found.append((word.start, holding[0], "label"))
    return [(number, kind) for _, number, kind in sorted(found)]


def plain(cell: str) -> str:
    """Return a cell's words without marks of emphasis and code."""
    return " ".join(fold(re.sub(r"[*_`]+", "", cell)).split()).rstrip(".")


def _split_bars(line: str) -> tuple[str, ...]:
    bare = line.strip()
    if bare.startswith("|") and bare.endswith("|"):
        bare = bare[1:-1]
    return tuple(part.strip() for part in bare.split("|"))


def _stood_for(word: str, present: frozenset[str]) -> bool:
    return any(word in group and group & present for group in _ALIKE)
