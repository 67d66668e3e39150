"""Whether sentences state the facts of a claim, deny them, or leave a doubt.

The decision hidden here is what counts as saying otherwise: another number, unit, date or name, a negation on
one side only, an opposite in the place of the word, two names that changed places. Invariant: a reason is a
sentence's end that a person can read. Everything is lexical and English. Thread: any; pure functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from app.core.language.facts import LEAST_ROOT, UNITS, Day, Facts, Quantity, facts, root
from app.core.language.text import STOPWORDS, stem

_OPPOSITES = """
    increase:decrease increase:decline increase:reduce increase:drop rise:fall rise:drop rise:decline rose:fell grow:shrink
    before:after more:less more:fewer above:below higher:lower high:low highest:lowest greater:less greater:smaller larger:smaller
    largest:smallest most:least most:fewest maximum:minimum max:min best:worst better:worse allow:forbid allow:forbidden
    allow:prohibit allowed:prohibited permit:forbid permit:prohibit permitted:forbidden required:optional mandatory:optional
    include:exclude enable:disable accept:reject accept:refuse approve:reject always:never first:last earlier:later earliest:latest
    early:late open:close import:export buy:sell win:lose won:lost north:south east:west northern:southern eastern:western left:right
    begin:end start:end start:stop true:false internal:external public:private succeed:fail success:failure hot:cold warm:cold
    add:remove longer:shorter long:short longest:shortest older:younger oldest:youngest oldest:newest majority:minority
    advantage:disadvantage support:oppose agree:disagree lock:unlock attach:detach rigid:flexible strengthen:weaken upper:lower
    faster:slower fast:slow fastest:slowest legal:illegal valid:invalid safe:unsafe possible:impossible able:unable
"""


def contradiction(
    claim: str, sentences: Sequence[str], around: frozenset[str] = frozenset(), *, ordered: bool = True
) -> str:
    """Return how the sentences say otherwise than the claim; empty when they do not.

    Args:
        around: roots that their heading lends to the claim.
        ordered: whether the order of names says who did it to whom; not in a table's row.
    """
    stated, text = facts(claim), facts(" ".join(sentences))
    if stated.negations > text.negations:
        return "negates what the evidence does not"
    if (text.negated & stated.affirmed) - stated.negated - text.affirmed:
        return "leaves out a negation"
    if (stated.negated & text.affirmed) - stated.affirmed - text.negated:
        return "negates what the evidence affirms"
    opposites = opposed(stated, text)
    if opposites is not None and opposites[0] not in around:
        return f"says the opposite: {opposites[0]} for {opposites[1]}"
    if ordered and any(swapped(claim, sentence) for sentence in sentences):
        return "swaps who did it to whom"
    return ""


_DENYING = ("un", "dis", "non", "in", "im", "ir", "il")
"""What turns a word into its opposite: "disallows" against "allows"."""


def missing(stated: Facts, text: Facts, place: Facts) -> str:
    """Return which exact part of the claim the sentences do not state; empty when all stand there."""
    around = (text, place)
    for quantity in stated.quantities:
        # "One" is a pronoun too often to be demanded; `doubt` keeps it from counting as supported.
        if quantity.value != "1" and not has_quantity(around, quantity):
            return f"the number {quantity.value} {quantity.unit}".strip() + " is not in it"
    for day in stated.days:
        if not has_day(around, day):
            return "the date is not in it"
    for name in stated.names:
        strange = [part for part in name.stems if not _named(part, around)]
        if strange and not (name.initial and strange == [name.stems[0]]):
            return f"the name {' '.join(strange)} is not in it"
    return ""


def doubt(stated: Facts, text: Facts, place: Facts) -> str:
    """Return what keeps the claim from counting as supported although nothing exact is missing; empty when
    nothing does.
    """
    around = (text, place)
    if stated.negations and not stated.negated & text.negated:
        return "its negation bears on no word that the evidence negates"
    for quantity in stated.quantities:
        if quantity.value == "1" and not has_quantity(around, quantity):
            return "the number 1 is not in it"
    for name in stated.names:
        if not all(_named(part, around) for part in name.stems):
            return "its first word is not in the evidence"
        if len(name.stems) > 1 and not any(_adjoining(name.stems, item.stems) for item in around):
            return "the parts of a name are apart"
    return ""


def _named(part: str, around: Sequence[Facts]) -> bool:
    return any(part in item.stems for item in around)


def _adjoining(parts: tuple[str, ...], stems: tuple[str, ...]) -> bool:
    return any(stems[at : at + len(parts)] == parts for at in range(len(stems) - len(parts) + 1))


def has_quantity(present: Sequence[Facts], wanted: Quantity) -> bool:
    """Tell whether one of the texts states the quantity; a unit that stands apart from its number, as in a
    table, counts.
    """
    for item in present:
        units = {quantity.unit for quantity in item.quantities if quantity.value == wanted.value}
        if not units:
            continue
        if not wanted.unit or wanted.unit in units:
            return True
        if "" in units and any(UNITS.get(form) == wanted.unit for other in present for form in other.forms):
            return True
    return not wanted.unit and any(wanted.value in item.values for item in present)


def has_day(present: Sequence[Facts], wanted: Day) -> bool:
    """Tell whether the texts state the date: one date without contradiction, whose missing year may stand
    elsewhere.
    """
    years = {value for item in present for value in item.values}
    for item in present:
        for day in item.days:
            same_month = not wanted.month or wanted.month == day.month
            same_day = not wanted.day or wanted.day == day.day
            same_year = (
                not wanted.year or wanted.year == day.year or (not day.year and str(wanted.year) in years)
            )
            if same_month and same_day and same_year:
                return True
    return False


def opposed(claim: Facts, present: Facts) -> tuple[str, str] | None:
    """Return a word of the claim whose opposite stands in the text while the word itself does not; None when
    there is none.
    """
    for form in claim.forms:
        word = root(form)
        if word in present.roots:
            continue
        others = (*_opposites().get(word, ()), *(prefix + word for prefix in _DENYING), *_affirmed(word))
        for opposite in others:
            if opposite in present.roots:
                return word, opposite
    return None


def _affirmed(word: str) -> list[str]:
    return [
        word.removeprefix(prefix)
        for prefix in _DENYING
        if word.startswith(prefix) and len(word) - len(prefix) >= LEAST_ROOT
    ]


def swapped(claim: str, present: str) -> bool:
    """Tell whether two names stand around the same word in the opposite order: "A beat B" against "B beat A".

    A passive on one side alone ("B was beaten by A") turns the order round, so there the same order is the
    contradiction.
    """
    one, other = facts(claim), facts(present)
    names = [name.stems[-1] for name in one.names]
    for first, second in zip(names, names[1:], strict=False):
        left, right = one.stems.index(first), len(one.stems) - 1 - one.stems[::-1].index(second)
        for form in one.forms[left + 1 : right]:
            if form in STOPWORDS or not form.isalpha() or stem(form) in names:
                continue
            here = _order(one, first, root(form), second)
            there = _order(other, first, root(form), second)
            back = _order(other, second, root(form), first)
            if here is not None and (
                (there is None and back == here) or (back is None and there is (not here))
            ):
                return True
    return False


def _order(item: Facts, first: str, verb: str, second: str) -> bool | None:
    """Return whether "first … verb … second" stands with "by" before the second name; None when it does not
    stand so at all.
    """
    for at, form in enumerate(item.forms):
        if root(form) != verb or first not in item.stems[:at] or second not in item.stems[at + 1 :]:
            continue
        before = item.stems[:at][::-1].index(first)
        after = item.stems[at + 1 :].index(second)
        if before > 8 or after > 8:
            continue
        return "by" in item.forms[at + 1 : at + 1 + after]
    return None


@lru_cache(maxsize=1)
def _opposites() -> dict[str, tuple[str, ...]]:
    pairs: dict[str, list[str]] = {}
    for pair in _OPPOSITES.split():
        one, other = (root(form) for form in pair.split(":"))
        if one != other:
            pairs.setdefault(one, []).append(other)
            pairs.setdefault(other, []).append(one)
    return {form: tuple(others) for form, others in pairs.items()}
