"""What a sentence states that must not be off by a letter: quantities, dates, names, negations.

The decision hidden here is when two notations are the same fact: "seven" is 7, "1.5 million" is 1500000, "7
May 1998" is "May 7, 1998". Invariant: nothing here guesses; what is not recognised is no fact, and stays an
ordinary word. Everything is lexical; dates are read in the languages of `months`, the rest in English.
Thread: any; pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.core.language.months import ENGLISH_FORMS, MONTHS
from app.core.language.text import STOPWORDS, Word, fold, stem, words

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_SMALL = {word: value for value, word in enumerate(_ONES)} | _TENS
_MAGNITUDES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "bn": 10**9,
    "dozen": 12,
}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}
UNITS = {
    form: unit
    for unit, forms in {
        "second": "second seconds sec secs s", "minute": "minute minutes min mins", "hour": "hour hours hr hrs h", "day": "day days",
        "week": "week weeks", "month": "month months", "year": "year years yr yrs", "decade": "decade decades",
        "century": "century centuries", "millisecond": "millisecond milliseconds ms",
        "micrometre": "micrometre micrometer micrometres micrometers µm",
        "millimetre": "millimetre millimeter millimetres millimeters mm", "centimetre": "centimetre centimeter centimetres centimeters cm",
        "metre": "metre meter metres meters m", "kilometre": "kilometre kilometer kilometres kilometers km", "inch": "inch inches",
        "foot": "foot feet ft", "yard": "yard yards yd", "mile": "mile miles", "milligram": "milligram milligrams mg",
        "gram": "gram grams g", "kilogram": "kilogram kilograms kg", "tonne": "tonne tonnes ton tons", "pound": "pound pounds lb lbs £ gbp",
        "millilitre": "millilitre milliliter millilitres milliliters ml", "litre": "litre liter litres liters l",
        "percent": "% percent percentage",
        "dollar": "dollar dollars $ usd", "euro": "euro euros € eur", "yen": "yen ¥", "degree": "degree degrees °", "volt": "volt volts v",
        "millivolt": "millivolt millivolts mv", "ampere": "ampere amperes amp amps", "milliampere": "milliampere milliamperes ma",
        "watt": "watt watts w", "kilowatt": "kilowatt kilowatts kw", "hertz": "hertz hz", "kilohertz": "kilohertz khz",
        "megahertz": "megahertz mhz", "gigahertz": "gigahertz ghz", "bar": "bar bars", "pascal": "pascal pascals pa", "kilopascal": "kpa",
        "megapascal": "mpa", "byte": "byte bytes", "kilobyte": "kb", "megabyte": "mb", "gigabyte": "gb", "kelvin": "kelvin",
    }.items()
    for form in forms.split()
}  # fmt: skip
_MONTH = (
    r"(?P<month>"
    + "|".join(sorted((name.capitalize() for name in ENGLISH_FORMS), key=len, reverse=True))
    + r")\b\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>[12]\d{3})\b"
_OTHER_MONTH = (
    r"(?i:(?P<month>" + "|".join(sorted(MONTHS.keys() - ENGLISH_FORMS, key=len, reverse=True)) + r"))\b\.?"
)
"""In other languages than English; its own names need their capital, since "may" and "march" are words as
well.
"""
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>[12]\d{3})-(?P<monthnumber>[01]\d)-(?P<day>[0-3]\d)\b",
        rf"\b{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?",
        rf"\b{_MONTH} {_DAY}(?:,? {_YEAR})?",
        rf"\b{_MONTH},? (?:of )?{_YEAR}",
        rf"\b(?P<day>[0-3]?\d)(?:\.|er|º|\.º)? (?:de )?{_OTHER_MONTH}(?: del?)? {_YEAR}",
        rf"\b(?P<day>[0-3]?\d)\. {_OTHER_MONTH}",
        rf"\b{_OTHER_MONTH}(?: del?)? {_YEAR}",
        r"\b(?P<month>January|February|April|June|July|August|September|October|November|December)\b",
    )
)
_FRACTIONS = {"½": "5", "¼": "25", "¾": "75"}
_FRACTION = re.compile(r"(\d?)([½¼¾])")
_WORDED = "|".join([*_SMALL, *_MAGNITUDES])
_QUANTITY = re.compile(
    rf"""(?P<ordinal>\b\d+(?:st|nd|rd|th)\b)
    |(?P<decade>\b\d{{2,4}}'?s\b)
    |(?P<literal>\b\d+(?:[.:/]\d+){{2,}}\b|\b\d{{1,2}}:\d\d\b|\b[^\W\d_]+-?\d[\w-]*)
    |(?:(?P<currency>[$€£¥])\s?)?(?P<number>(?:(?<![\w.)-])-)?(?<![\w.])\d+(?:,\d+)*(?:\.\d+)?)
        (?:[\s-]?(?P<magnitude>hundred|thousand|million|billion|trillion|bn|dozen)\b)?(?:[\s-]{{0,2}}(?P<unit>%|°|(?!(?:{_WORDED})\b)[^\W\d_]+))?
    |\b(?P<worded>(?:{_WORDED})(?:[\s-]+(?:and\s+)?(?:{_WORDED}))*)\b(?:[\s-](?P<wordunit>[^\W\d_]+))?""",
    re.VERBOSE | re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not(?!\s+only\b)|no(?!\.\s*[\d:#])(?!\s+later\b)(?!\s+less\b)(?!\s+more\s+than\b)|never|none|neither|nor|nothing|nobody|without|cannot|except|"
    r"excluding|unless|rather\s+than|instead\s+of|fails?\s+to|failed\s+to|hardly|rarely|seldom|\w+n't)\b",
    re.IGNORECASE,
)
_SUFFIXES = (
    "ational", "ations", "ation", "ments", "ment", "ingly", "ions", "ion", "ives", "ive", "able",
    "ible", "ally", "ical", "ance", "ence", "ant", "ent", "ing", "ity", "ies", "ied", "ic", "al", "ed", "es", "ly", "s", "e", "y",
)  # fmt: skip
LEAST_ROOT = 4
"""Letters that must remain of a word when an ending is taken off."""

_IRREGULAR = {
    form: forms.split()[0]
    for forms in """be been|beat beaten|begin began begun|become became|break broke broken|bring brought|build built|buy bought|
    catch caught|    choose chose chosen|come came|cut cutting|deal dealt|draw drew drawn|drive drove driven|eat ate eaten|fall fell fallen|
    feel felt|fight fought|find finds finding|flee fled|fly flew flown|forbid forbade forbidden|freeze froze frozen|
    give gave given|go went gone|grow grew grown|hear heard|hide hid hidden|hold held|keep kept|know knew known|lead led|
    leave left|lend lent|lose lost|make made|mean meant|meet met|pay paid|rise rose risen|run ran|say said|see saw seen|
    seek sought|sell sold|send sent|set setting|shoot shot|show showed shown|sing sang sung|sit sat|speak spoke spoken|
    spend spent|stand stood|steal stole stolen|strike struck|swear swore sworn|take took taken|teach taught|tell told|
    think thought|throw threw thrown|wear wore worn|win won|write wrote written|man men|woman women|child children|
    person people""".split("|")
    for form in forms.split()
}


_NO_NAMES = STOPWORDS | set(_SMALL) | set(_MAGNITUDES) | set(_ORDINALS)

_SECOND_OF = re.compile(r"\b(?:the|a|his|her|its|their)\s+second\Z", re.IGNORECASE)
"""Tells the ordinal from the unit of time."""


@dataclass(frozen=True)
class Quantity:
    """A number with what it counts.

    Attributes:
        value: in one notation; "12." for the ordinal, "1960s" for a decade, letters and digits for a code.
        unit: canonical unit, or empty.
    """

    value: str
    unit: str = ""


@dataclass(frozen=True)
class Day:
    """A calendar date, as far as it is stated; 0 for a part that is not."""

    year: int = 0
    month: int = 0
    day: int = 0


@dataclass(frozen=True)
class Name:
    """A run of capitalised words; `initial` when it begins the sentence, where any word is capitalised."""

    stems: tuple[str, ...]
    initial: bool


@dataclass(frozen=True)
class Facts:
    """Everything of one text that is compared exactly.

    Attributes:
        forms: folded words in order.
        stems: their stems, in order.
        roots: roots of all its words; compare with `root`.
        quantities, days, names: in order.
        negations: how many negating words it has.
        negated: roots of the words they bear on.
        affirmed: roots of the words they do not bear on.
    """

    forms: tuple[str, ...]
    stems: tuple[str, ...]
    roots: frozenset[str]
    quantities: tuple[Quantity, ...]
    days: tuple[Day, ...]
    names: tuple[Name, ...]
    negations: int
    negated: frozenset[str]
    affirmed: frozenset[str]

    @property
    def values(self) -> frozenset[str]:
        """Every number, with the years of its dates."""
        return frozenset(item.value for item in self.quantities) | {
            str(day.year) for day in self.days if day.year
        }


@lru_cache(maxsize=512)
def facts(text: str) -> Facts:
    """Return the facts of `text`."""
    text = _plain(text)
    found = words(text)
    bare = tuple(_bare(word.form) for word in found)
    rest, days = _take_dates(text)
    negated, affirmed, count = _polarity(text, found)
    return Facts(
        forms=bare,
        stems=tuple(stem(form) for form in bare),
        roots=frozenset(root(form) for form in bare),
        quantities=tuple(_quantities(rest)),
        days=tuple(days),
        names=tuple(_names(text, found)),
        negations=count,
        negated=frozenset(negated),
        affirmed=frozenset(affirmed),
    )


@dataclass(frozen=True)
class Stated:
    """A number or a date where it stands: `text[start:end]` says `value`."""

    value: Quantity | Day
    start: int
    end: int


_SAME_LENGTH = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u2212": "-", "\u2013": "-", "\u2014": " ", "\xa0": " ", "\u202f": " "}
)


def stated(text: str) -> tuple[Stated, ...]:
    """Return the numbers, codes and dates of `text` in order, each with its place; fractions and ordinals in
    words are left out.
    """
    plain = text.translate(_SAME_LENGTH)
    found: list[Stated] = []

    def taken(match: re.Match[str]) -> str:
        found.append(Stated(_day(match), match.start(), match.end()))
        return ";" * len(match.group())

    for pattern in _DATES:
        plain = pattern.sub(taken, plain)
    for match in _QUANTITY.finditer(plain):
        quantity = _quantity(match)
        # The unit belongs to the place only where it is one: "30 days", but not "30 customers".
        end = match.end() if quantity.unit else _number_end(match)
        found.append(Stated(quantity, match.start(), end))
    return tuple(sorted(found, key=lambda item: item.start))


def is_code(value: Quantity | Day) -> bool:
    """Tell whether a value is a designation such as "tq-250", which tells one thing from another."""
    return (
        isinstance(value, Quantity)
        and any(char.isalpha() for char in value.value)
        and not re.fullmatch(r"\d+s", value.value)
    )


def kind_of(value: Quantity | Day) -> str:
    """Return what a value can be compared with: its unit, "date", "ordinal" or "number"."""
    if isinstance(value, Day):
        return "date"
    return value.unit or ("ordinal" if value.value.endswith(".") else "number")


def _number_end(match: re.Match[str]) -> int:
    ends = [
        match.end(name)
        for name in ("ordinal", "decade", "literal", "number", "magnitude", "worded")
        if match.group(name)
    ]
    return max(ends, default=match.end())


@lru_cache(maxsize=4096)
def root(form: str) -> str:
    """Return the root of a folded word: "intercepting" and "interception" meet, "wrote" and "written" too.

    Coarser than `core.language.text.stem`, so it serves for coverage only, never for names. "-er", "-or" and
    "-ee" stay: an employer is no employee.
    """
    form = _bare(form)
    if form in _IRREGULAR:
        return _IRREGULAR[form]
    if len(form) > 2:
        form = UNITS.get(form, form)
    if not form.isalpha():
        return form
    for suffix in _SUFFIXES:
        if form.endswith(suffix) and len(form) - len(suffix) >= LEAST_ROOT and not form.endswith("ss"):
            form = form[: -len(suffix)]
            break
    else:
        return stem(form)
    if len(form) > LEAST_ROOT and form[-1] == form[-2] and form[-1] not in "lsz":
        form = form[:-1]
    return _IRREGULAR.get(form, form)


def content(text: str) -> tuple[str, ...]:
    """Return the distinct roots of the words of `text` that carry meaning, in order, without numbers."""
    found = (_bare(word.form) for word in words(_plain(text)))
    return tuple(dict.fromkeys(root(form) for form in found if _means(form)))


def _means(form: str) -> bool:
    return (
        form not in STOPWORDS
        and form not in _SMALL
        and not form[:1].isdigit()
        and not _NEGATION.fullmatch(form)
    )


def _plain(text: str) -> str:
    text = text.translate(
        {
            0x2019: "'",
            0x2018: "'",
            0x2212: "-",
            0x2013: "-",
            0x2014: " - ",
            0xAD: None,
            0xA0: " ",
            0x202F: " ",
        }
    )
    return _FRACTION.sub(lambda match: f"{match.group(1) or 0}.{_FRACTIONS[match.group(2)]}", text)


def _bare(form: str) -> str:
    form = form.removesuffix("'s").removesuffix("'")
    return form.replace(".", "") if not form[:1].isdigit() else form


def without_days(text: str) -> str:
    """Return a text without the days, months and years that it states as such."""
    return _take_dates(text)[0]


def _take_dates(text: str) -> tuple[str, list[Day]]:
    days: list[Day] = []

    def taken(match: re.Match[str]) -> str:
        days.append(_day(match))
        return " ; "

    for pattern in _DATES:
        text = pattern.sub(taken, text)
    return text, days


def _day(match: re.Match[str]) -> Day:
    groups = match.groupdict()
    month = int(groups["monthnumber"]) if groups.get("monthnumber") else MONTHS[groups["month"].lower()]
    return Day(int(groups.get("year") or 0), month, int(groups.get("day") or 0))


def _quantities(text: str) -> list[Quantity]:
    found = [_quantity(match) for match in _QUANTITY.finditer(text)]
    for word in words(text):
        if word.form in _ORDINALS and word.form != "second":
            found.append(Quantity(f"{_ORDINALS[word.form]}."))
        elif word.form == "second" and _SECOND_OF.search(text[max(0, word.start - 8) : word.end]):
            found.append(Quantity("2."))
    return found


def _quantity(match: re.Match[str]) -> Quantity:
    groups = match.groupdict()
    if groups["ordinal"]:
        return Quantity(f"{int(groups['ordinal'][:-2])}.")
    if groups["decade"]:
        return Quantity(groups["decade"].lower().replace("'", ""))
    if groups["literal"]:
        return Quantity(fold(groups["literal"]))
    if groups["number"]:
        factor = _MAGNITUDES[groups["magnitude"].lower()] if groups["magnitude"] else 1
        value = Decimal(groups["number"].replace(",", "")) * factor
        return Quantity(_written(value), _unit(groups["currency"] or groups["unit"] or ""))
    return Quantity(_written(Decimal(_worded(groups["worded"]))), _unit(groups["wordunit"] or ""))


def _unit(form: str) -> str:
    if len(form) == 1 and form.isalpha() and form not in "smghlVWK":
        return ""
    return UNITS.get(form.lower(), "")


def _written(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"


def _worded(text: str) -> int:
    total = current = 0
    for form in re.findall(r"[a-z]+", text.lower()):
        if form == "and":
            continue
        if form in _SMALL:
            current += _SMALL[form]
        elif _MAGNITUDES[form] <= 100:
            current = (current or 1) * _MAGNITUDES[form]
        else:
            total += (current or 1) * _MAGNITUDES[form]
            current = 0
    return total + current


def _names(text: str, found: Sequence[Word]) -> list[Name]:
    runs: list[list[int]] = []
    for at, word in enumerate(found):
        raw = text[word.start : word.end]
        acronym = len(raw) > 1 and raw.isupper()
        if not raw[0].isupper() or (word.form in _NO_NAMES and not acronym) or _NEGATION.fullmatch(raw):
            continue
        if (
            runs
            and runs[-1][-1] == at - 1
            and text[found[at - 1].end : word.start].strip("-. \n") == ""
            and not _ends(text, found, at - 1)
        ):
            runs[-1].append(at)
        else:
            runs.append([at])
    names = [
        Name(tuple(stem(_bare(found[at].form)) for at in run), _opens(text, found, run[0])) for run in runs
    ]
    # A month is a date and was compared as one.
    return [
        name
        for name in names
        if len(name.stems) > 1
        or name.stems[0] not in ENGLISH_FORMS
        or name.stems[0] in {"may", "march", "mar"}
    ]


def _opens(text: str, found: Sequence[Word], at: int) -> bool:
    return at == 0 or _ends(text, found, at - 1)


def _ends(text: str, found: Sequence[Word], at: int) -> bool:
    """Tell whether a sentence ends after the word: a stop that does not belong to an initial or
    abbreviation.
    """
    after = text[found[at].end : found[at + 1].start]
    return bool(re.match(r"[\"')\]]*[.!?:]", after)) and found[at].end - found[at].start > 2


def _polarity(text: str, found: Sequence[Word]) -> tuple[set[str], set[str], int]:
    """Return the roots that are negated, those that stand without negation, and the number of negations.

    A negation bears on the next word that carries meaning, at most six words on.
    """
    at_word: set[int] = set()
    ends = [match.end() for match in _NEGATION.finditer(text)]
    for end in ends:
        following = [at for at, word in enumerate(found) if word.start >= end][:6]
        for at in following:
            if found[at].form not in STOPWORDS and found[at].form not in {"longer", "yet", "any"}:
                at_word.add(at)
                break
    meaning = {
        at
        for at, word in enumerate(found)
        if word.form not in STOPWORDS and not _NEGATION.fullmatch(word.form)
    }
    negated = {root(found[at].form) for at in at_word}
    return negated, {root(found[at].form) for at in meaning - at_word}, len(ends)
