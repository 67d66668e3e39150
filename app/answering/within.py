"""Whether a claim leaves each value beside the words that it stands with in one statement.

Invariant: an objection is the end of a sentence that a person can read. Lexical and English. Thread: any;
pure.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from app.answering.statements import CAPITALS, Said, Sort, Statement
from app.answering.vocabulary import LIGHT, SELF
from app.core.language.designations import designations, without
from app.core.language.facts import Quantity, content, facts, kind_of, stated
from app.core.language.sentences import points_back, speaks_for_itself, subject
from app.core.language.text import stem, words

MENTIONED = 0.6
"""Share of an item's words from which a claim tells the item and does not only borrow from it."""


_DEMONSTRATIVE = frozenset("this these that those such".split())


_LEADING = 2
"""Words at the beginning of a sentence such as "this approach" for which its subject may be said in full."""


_SEGMENT = re.compile(
    r"[()\n|]|[,;—]+(?=\s|\Z)|[.!?]+\s+(?=[^\W\d_])|\s[–-]\s|\b(?:and|but|or|while|whereas|although|though)\b",
    re.IGNORECASE,
)


_BEFORE = frozenset(
    "from to under over above below until till after before between than least most per every within since by up exceeding about".split()
)


def lent_by_lead(claim: Said, base: Statement) -> str:
    """Return an objection when the line that introduces an item lends what the item says otherwise: "phase
    II" for "phase III".
    """
    if not base.lead:
        return ""
    item, lead = base.text.removeprefix(base.lead), base.lead
    told = {one.key for one in claim.designations}
    mine, lent = {one.key for one in designations(item)}, {one.key for one in designations(lead)}
    for kind, name in (told & lent) - mine:
        if any(other[0] == kind and other not in told for other in mine):
            return f"is about a different {kind} than {name}"
    values = {value for value, *_ in _values(claim.text)}
    own = {value: kind for value, kind, *_ in _values(item)}
    for value, kind, *_ in _values(lead):
        if (
            value in values
            and value not in own
            and any(one == kind and other not in values for other, one in own.items() if kind != "name")
        ):
            return "puts a value in the place of another one"
    return ""


def value_moved(claim: Said, base: Statement) -> str:
    """Return an objection when the words beside a value stand beside another one of its kind."""
    theirs = _values(base.own)
    mine = _values(claim.text)
    told = {value for value, *_ in mine}
    for value, kind, start, end in mine:
        here = [item for item in theirs if item[0] == value]
        every = [item[0] for item in theirs if item[1] == kind]
        surplus = sum(item[0] == value for item in mine) > len(here)
        if (
            here
            and surplus
            and any(
                every.count(other) > sum(item[0] == other for item in mine)
                for other in every
                if other != value
            )
        ):
            return "puts a value in the place of another one"
        if here and any(
            _changed_places(claim.text, base.own, (value, start, end), other)
            for other in mine
            if other[1] == kind
        ):
            return "swaps two values"
        rivals = [item for item in theirs if item[1] == kind and item[0] not in told]
        number = value if isinstance(value, Quantity) and kind == "number" and not base.cells else None
        if number is not None and not here and rivals and not numbers_a_name(number, claim, base):
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
        if (
            before in _BEFORE
            and before not in {one for one, _ in beside}
            and before in {one for one, _ in besides}
        ):
            return "its words stand beside another value"
        if (
            kind == "number"
            and after
            and after not in {one for _, one in beside}
            and after in {one for _, one in besides}
        ):
            return "its words stand beside another value"
    return ""


def _changed_places(
    claim: str, text: str, one: tuple[object, int, int], other: tuple[object, str, int, int]
) -> bool:
    """Tell whether each of two values of a claim stands beside the words that the other one stands beside in
    the text.
    """
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
    found: list[tuple[object, str, int, int]] = [
        (item.value, kind_of(item.value), item.start, item.end) for item in stated(bare)
    ]
    for match in CAPITALS.finditer(bare):
        if not content(match.group()):
            continue
        initial = not re.search(r"\w", text[max(0, match.start() - 2) : match.start()]) and match.start() < 2
        if initial and " " not in match.group():
            continue
        found.append(
            (tuple(stem(word.form) for word in words(match.group())), "name", match.start(), match.end())
        )
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


def subject_replaced(claim: Said, base: Statement) -> str:
    """Return an objection when a word of the title, heading or sentence before takes the place of one of the
    statement's own.
    """
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
        gone = [
            word for word in theirs[left:right] if word not in told and word not in LIGHT and word not in SELF
        ]
        if put and gone and not (back and left < _LEADING) and len(put) == high - low:
            return "puts another subject in the place of its own"
    if claim.subject and claim.subject <= lent and not points_back(base.own) and base.sort is Sort.PROSE:
        left_out = [
            word for word in subject(base.own) if word not in told and word not in LIGHT and word not in SELF
        ]
        if left_out and speaks_for_itself(base.own) and not claim.subject <= set(content(base.about)):
            return "says of another subject what it says of its own"
    return ""


@lru_cache(maxsize=2048)
def content_in_order(text: str) -> tuple[str, ...]:
    """Return the roots of the words that carry meaning in their order, with repetitions."""
    return tuple(found[0] for word in words(text) if (found := content(word.form)))


def items_mixed(claim: Said, base: Statement) -> str:
    """Return an objection when a claim takes single words of several items of a list."""
    lead = base.text.split(base.items[0], 1)[0] if base.items else ""
    shared = frozenset(content(lead)) | base.around.roots
    wanted = set(claim.wanted) - shared
    holding = [set(content(item)) for item in base.items]
    touched = [words_ for words_ in holding if words_ & wanted]
    if any(wanted <= words_ for words_ in holding):
        return ""
    for words_ in touched:
        rest = (
            set().union(*(other for other in touched if other is not words_)) if len(touched) > 1 else set()
        )
        if (words_ & wanted) - rest and len(words_ & wanted) < MENTIONED * len(words_ - shared):
            return "takes words of several items"
    return ""


def numbers_a_name(value: Quantity, claim: Said, base: Statement) -> bool:
    """Tell whether the number belongs to a name that the claim writes where no designation was seen: "Delta 2
    weighs".
    """
    found = words(claim.bare)
    for before, number in zip(found, found[1:], strict=False):
        if number.form.lstrip("0") == value.value:
            kind = stem(before.form)
            if any(
                one.id == value.value and one.kind == kind for one in (*base.designations, *base.named_around)
            ):
                return True
    return False
