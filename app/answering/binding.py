"""What a value is said of: the sentence, row or item it stands in, with the heading, header and subject that
belong to that one alone.

The decision hidden here is what may be read together. A claim rests on one *statement*: a sentence, a table's
row or an item of a list. Its own words carry the claim. From its place (title, headings, a row's header) and
from the sentence that it points back to it may only take what names the thing: words, names, designations and
dates, and never a number. So the subject of one statement never meets the value of another. Within a
statement each value must keep the words that it stands with.

Invariant: an objection is the end of a sentence that a person can read. Lexical and English. Thread: any;
pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from app.answering.statements import Said, Sort, Statement
from app.answering.tablecells import cells_mixed
from app.answering.vocabulary import LIGHT, stood_for
from app.answering.within import items_mixed, lent_by_lead, numbers_a_name, subject_replaced, value_moved
from app.core.language.designations import NUMBERED, Designation, heading_number, without
from app.core.language.entailment import has_day
from app.core.language.facts import UNITS, Day, Quantity, facts, kind_of, root, stated
from app.core.language.text import fold, stem, words

_CODE = re.compile(r"`+([^`]+)`+")


def objection(claim: Said, base: Statement) -> str:
    """Return why a statement does not carry the exact parts of a claim; empty when it does."""
    return (
        _designation_missing(claim, base)
        or _value_missing(claim, base)
        or _name_missing(claim, base)
        or _code_missing(claim, base)
        or lent_by_lead(claim, base)
        or (cells_mixed(claim, base) if base.cells else "")
        or (items_mixed(claim, base) if base.items else "")
        or ("" if base.headers else value_moved(claim, base))
        or ("" if base.cells else subject_replaced(claim, base))
    )


def without_place(claim: str, base: Statement) -> str:
    """Return a claim without the heading or title that it begins with: "Under Delivery, ..."."""
    for part in sorted((*base.headings, base.place.partition(". ")[0]), key=len, reverse=True):
        match = re.match(
            rf"(?:(?:for|under|in|on|about|regarding|per|see)\s+)?[\"“]?{re.escape(part)}[\"”]?\s*[,:–—-]\s+",
            claim,
            re.IGNORECASE,
        )
        if part and match and len(words(claim[match.end() :])) > 1:
            return claim[match.end() :]
    return claim


def unsaid(claim: Said, base: Statement) -> list[str]:
    """Return the claim's words that neither the statement nor its place holds, nor a word that may stand for
    them.
    """
    present, stems = base.present, base.stems
    lacking = [word for word in claim.wanted if word not in present and claim.stems.get(word) not in stems]
    # A unit was compared with its number.
    counted = {root(item.unit) for item in claim.facts.quantities if item.unit}
    return [
        word for word in lacking if word not in LIGHT and word not in counted and not stood_for(word, present)
    ]


def states_another_value(claim: Said, base: Statement) -> bool:
    """Tell whether a statement says of the same thing another value than the claim does."""
    theirs = {kind_of(item.value) for item in stated(without(base.own, base.designations))}
    mine = [item for item in stated(claim.bare) if not _has_value(base, item.value, claim)]
    if mine:
        return any(kind_of(item.value) in theirs for item in mine)
    lacking = [item for item in claim.designations if not is_named(item, base)]
    return any(item.kind == other.kind for item in lacking for other in base.designations)


# Exact parts


def is_named(item: Designation, base: Statement) -> bool:
    """Tell whether a statement or its place names a designation."""
    for other in (*base.designations, *base.named_around):
        if other.id == item.id and (
            other.kind == item.kind or "version" in (other.kind, item.kind) and "." in item.id
        ):
            return True
    if item.kind in NUMBERED and any(heading_number(part) == item.id for part in base.headings):
        return True
    if base.cells and any(
        stem(fold(cell.header)) == item.kind and fold(cell.text).lstrip("0") == item.id for cell in base.cells
    ):
        return True
    return any(_stand_together(item, text) for text in (base.own, base.place, base.about))


def _stand_together(item: Designation, text: str) -> bool:
    found = words(text)
    return any(
        stem(one.form) == item.kind and (two.form.lstrip("0") or "0") == item.id
        for one, two in zip(found, found[1:], strict=False)
    )


def _designation_missing(claim: Said, base: Statement) -> str:
    told = [item.key for item in claim.designations]
    own = [item.key for item in base.designations]
    for item in claim.designations:
        rival = any(
            other[0] == item.kind and own.count(other) > told.count(other)
            for other in own
            if other != item.key
        )
        if rival and told.count(item.key) > own.count(item.key):
            # What the place names cannot stand where the sentence names another one itself.
            return f"is about a different {item.kind} than {claim.text[item.start : item.end].strip()}"
        if not is_named(item, base):
            other = next(
                (one for one in (*base.designations, *base.named_around) if one.kind == item.kind), None
            )
            said = claim.text[item.start : item.end].strip()
            if other is not None:
                return f"is about a different {item.kind} than {said}"
            return f"{said} is not in it"
    return ""


def _value_missing(claim: Said, base: Statement) -> str:
    for quantity in claim.facts.quantities:
        # "One" by itself is a pronoun too often to be demanded.
        pronoun = (
            quantity.value == "1" and not quantity.unit and not re.search(r"(?<![\w.])1(?![\w.])", claim.bare)
        )
        if not pronoun and not _has_value(base, quantity, claim):
            return f"the number {quantity.value} {quantity.unit}".strip() + " is not in it"
    for day in claim.facts.days:
        if not has_day((base.facts, base.around), day):
            return "the date is not in it"
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
        return (not value.unit and value.value in own.values) or numbers_a_name(value, claim, base)
    if not value.unit or any(item.unit == value.unit for item in same):
        return True
    if any(not item.unit for item in same):
        # The unit may stand apart: in a header, or once for several numbers.
        forms = base.around.forms if base.cells or base.sort is not Sort.PROSE else ()
        units = {UNITS.get(form) for form in (*forms, *own.forms)}
        return value.unit in units and not any(item.unit == value.unit for item in own.quantities)
    return False


def _is_year(value: Quantity) -> bool:
    return (
        not value.unit
        and len(value.value) == 4
        and value.value.isdigit()
        and value.value[:2] in ("18", "19", "20", "21")
    )


def _name_missing(claim: Said, base: Statement) -> str:
    stems = set(facts(base.own).stems) | set(base.around.stems)
    for name in claim.facts.names:
        strange = [part for part in name.stems if part not in stems]
        if strange and not (name.initial and strange == [name.stems[0]]):
            return f"the name {' '.join(strange)} is not in it"
        if (
            len(name.stems) > 1
            and not name.initial
            and not _near(name.stems, (facts(base.own).stems, base.around.stems))
        ):
            return f"the parts of the name {' '.join(name.stems)} are apart"
    return ""


def _near(parts: Sequence[str], texts: Iterable[Sequence[str]]) -> bool:
    """Tell whether the parts of a name stand together somewhere, in any order, with little between them."""
    room = len(parts) + 2
    return any(
        set(parts) <= set(stems[at : at + room])
        for stems in texts
        for at in range(max(1, len(stems) - len(parts) + 1))
    )


def _code_missing(claim: Said, base: Statement) -> str:
    """Return an objection when what the claim marks as code, perhaps signs alone, stands nowhere in it."""
    theirs = {match.group(1).strip() for match in _CODE.finditer(f"{base.own} {base.place} {base.headers}")}
    for match in _CODE.finditer(claim.text):
        code = match.group(1).strip()
        if code not in theirs and not re.search(
            rf"(?<![\w`+*/-]){re.escape(code)}(?![\w`+*/-])", f"{base.own} {base.place}"
        ):
            return f"{match.group()} is not in it"
    return ""
