"""Numbers that a program makes, as a reader sees them: "3.", "iv)", "2.1", "AA".

The decision hidden here is how a count is written in each of the notations that office programs and web pages
know. Pure; any thread. A notation that is unknown, or a count that it cannot write, comes out in decimal
digits.
"""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
    (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999
_MOST_LETTERS = 780
"""Thirty rounds of the alphabet; nobody counts further with letters."""
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}

DECIMAL, PADDED, ROMAN, ROMAN_CAPITAL, LETTER, LETTER_CAPITAL = "1", "01", "i", "I", "a", "A"
ORDINAL, CARDINAL_WORD, ORDINAL_WORD = "1st", "one", "first"


def written(count: int, notation: str) -> str:
    """Return a count in a notation, one of the constants of this module."""
    if notation in (ROMAN, ROMAN_CAPITAL) and 0 < count <= _MOST_ROMAN:
        words = _roman(count)
        return words if notation == ROMAN else words.upper()
    if notation in (LETTER, LETTER_CAPITAL) and 0 < count <= _MOST_LETTERS:
        return _letters(count) if notation == LETTER else _letters(count).upper()
    if notation == PADDED:
        return f"{count:02d}"
    if notation == ORDINAL:
        return f"{count}{_ending(count)}"
    if notation in (CARDINAL_WORD, ORDINAL_WORD) and 0 < count < 100:
        return _word(count, ordinal=notation == ORDINAL_WORD)
    return str(count)


def doubled(count: int, notation: str) -> str:
    """Return a count as Word does it: behind "z" comes "aa", then "bb"; other notations as `written`."""
    if notation in (LETTER, LETTER_CAPITAL) and 0 < count <= _MOST_LETTERS:
        words = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return words if notation == LETTER else words.upper()
    return written(count, notation)


def _roman(count: int) -> str:
    parts = []
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        parts.append(sign * times)
    return "".join(parts)


def _letters(count: int) -> str:
    """Behind "z" comes "aa", then "ab", as web pages have it."""
    parts: list[str] = []
    while count:
        count, rest = divmod(count - 1, 26)
        parts.append(chr(ord("a") + rest))
    return "".join(reversed(parts))


def _ending(count: int) -> str:
    return "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _word(count: int, *, ordinal: bool) -> str:
    tens, ones = divmod(count, 10)
    parts = [_ONES[count]] if count < 20 else [_TENS[tens - 2], *([_ONES[ones]] if ones else [])]
    if ordinal:
        last = parts[-1]
        parts[-1] = _ORDINALS.get(last) or (
            f"{last[:-1]}ieth" if last.endswith("y") else f"{last.removesuffix('t')}th"
        )
    return "-".join(parts).capitalize()
