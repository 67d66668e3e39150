"""Words, spans and quotes: everything that compares text without looking anything up.

Invariant: every function that returns positions returns offsets into the string it was given, however the
comparison folds case, accents, hyphens or white space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

STOPWORDS = frozenset(
    """
    a about above after again against all already also although am among amongst an and any are as at be because been
    before being below between both but by can could despite did do does doing done down during each else even ever few
    for from further get gets got had has have having he her here hers him his how i if in instead into is it its itself
    just let like may me might more most much must my no nor not now of off on once only onto or other our ours out over
    own per perhaps please quite rather really shall she should since so some such tell than that the their theirs them
    then there these they this those though through to too toward towards under until up upon us very via was we were
    what when where whereas whether which while who whom whose why will with within would yet you your yours
    """.split()
)
"""Words that say nothing about what a question is about. Negations are kept by `negations`, which looks
before this list.
"""

_WORD = re.compile(
    r"\d+(?:[.,:/\-]\d+)*(?:%|°)?(?![^\W_])|[^\W_]+(?:['’.\u00ad][^\W_]+)*(?:%|°)?", re.UNICODE
)
_NUMBER = re.compile(r"(?<![\w.])[-+−]?\d(?:[\d.,'\u00a0\u202f]*\d)?%?")
UNSPACED = re.compile(
    # Chinese characters; katakana; hiragana; hangul; Thai, Lao, Khmer and Burmese with their marks.
    "[々\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+|[\u30a1-\u30fa\u30fc\uff66-\uff9f]+|[\u3041-\u3096]+"
    "|[\uac00-\ud7af]+|[\u0e01-\u0e3a\u0e40-\u0e4e]+|[\u0e81-\u0ede]+|[\u1780-\u17d3]+|[\u1000-\u103e\u1050-\u109d]+"
)
"""A run of a script that puts no spaces between words, or of one that hangs its particles on them."""

_UNSPACED_LETTER = re.compile(
    "[\u0e01-\u0ede\u1000-\u109d\u1780-\u17d3\u3005\u3041-\u30fc\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003134f]"
)
"""Any letter of those, for telling in a moment that a text has none."""

_SOFT = re.compile("[\u3041-\u3096]+")
"""Hiragana, which by itself is nearly all grammar."""

_HAN = re.compile("[々\u3400-\u4dbf\u4e00-\u9fff]+")

_OWN_FOLDING = re.compile("[ß\u0370-\u058f\ufb00-\ufb06\uff01-\uff5e]")
"""Letters that `fold` makes others of and SQLite's tokenizer does not: sharp s, Greek and Cyrillic accents,
ligatures, full width.
"""

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|except|unless|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|don['’]t|"
    r"doesn['’]t|didn['’]t|won['’]t|can['’]t|couldn['’]t|shouldn['’]t|mustn['’]t|haven['’]t|hasn['’]t|hadn['’]t)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Word:
    """A word of a text: its folded form and where it stands."""

    form: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return `text` without case, accents, soft hyphens and typographic variants; the length may change."""
    if text.isascii():
        return text.lower()  # all there is to fold, and nearly every word takes this way
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = (
        "".join(char for char in decomposed if not unicodedata.combining(char))
        .replace("’", "'")
        .replace("\u00ad", "")
    )
    # A Korean syllable is one character again; nothing else is left that could be composed.
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return a light English stem of a folded word, so that "valves" meets "valve" and "measured" meets
    "measuring".

    British and American spellings meet as well. Deliberately weaker than Porter: it only has to be the same
    on both sides and must not merge different words.
    """
    if len(word) <= 3 or word[-1].isdigit():
        return word
    for suffix, replacement, least in (
        ("'s", "", 2), ("ies", "y", 3), ("sses", "ss", 2), ("xes", "x", 1), ("ches", "ch", 2), ("shes", "sh", 2),
        ("ings", "", 4), ("ing", "", 4), ("edly", "", 4), ("ied", "y", 3), ("ed", "", 4),
        ("es", "e", 4), ("ly", "", 5),
    ):  # fmt: skip
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            word = word[: len(word) - len(suffix)] + replacement
            break
    else:
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    if len(word) > 4 and word.endswith("iz"):
        word = word[:-1] + "s"
    if len(word) > 5 and word.endswith("our"):
        word = word[:-3] + "or"
    return word


def words(text: str) -> list[Word]:
    """Return the words of `text` in order, folded but not stemmed.

    Of a script that puts no spaces between words each pair of characters is one, so that such words overlap.
    """
    if text.isascii():
        return [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text.lower())]
    if _UNSPACED_LETTER.search(text) is None:
        return _spaced(text, 0, len(text))
    found: list[Word] = []
    at = 0
    for run in UNSPACED.finditer(text):
        found += _spaced(text, at, run.start())
        found += _pairs(run)
        at = run.end()
    return [*found, *_spaced(text, at, len(text))]


def _spaced(text: str, start: int, end: int) -> list[Word]:
    return [
        Word(fold(match.group()), match.start(), match.end()) for match in _WORD.finditer(text, start, end)
    ]


def _pairs(run: re.Match[str]) -> list[Word]:
    """Return the pairs of neighbouring letters of a run, or its only one; marks between them count for
    nothing.
    """
    letters = [run.start() + at for at, char in enumerate(run.group()) if char.isalnum()]
    if len(letters) == 1:
        return [Word(fold(run.string[letters[0]]), letters[0], letters[0] + 1)]
    return [
        Word(fold(run.string[one] + run.string[other]), one, other + 1) for one, other in pairwise(letters)
    ]


def whole(text: str, word: Word) -> str:
    """Return a word as it stands in `text`; for a pair of characters the run it was taken from."""
    run = next((run for run in UNSPACED.finditer(text) if run.start() <= word.start < run.end()), None)
    return text[word.start : word.end] if run is None else run.group()


def terms(text: str, stop: frozenset[str] = STOPWORDS) -> list[str]:
    """Return the stems of the words that carry meaning, in order, with repetitions.

    Args:
        text: what is looked at.
        stop: folded words that say nothing, see `says_nothing`.
    """
    if text.isascii() or _UNSPACED_LETTER.search(text) is None:
        # Without making a `Word` of each: a search goes through the words of a hundred passages.
        forms = _WORD.findall(text.lower()) if text.isascii() else map(fold, _WORD.findall(text))
        return [stem(form) for form in forms if form not in stop]
    return [stem(word.form) for word in words(text) if not says_nothing(word.form, stop)]


def says_nothing(form: str, stop: frozenset[str] = STOPWORDS) -> bool:
    """Tell whether a folded word carries no meaning by itself: it is listed, or a pair of characters with a
    listed one, or hiragana.
    """
    return form in stop or (
        not form.isascii()
        and (
            _SOFT.fullmatch(form) is not None
            or (_HAN.fullmatch(form) is not None and any(char in stop for char in form))
        )
    )


def unlike_their_letters(text: str) -> list[str]:
    """Return the forms of those words that a tokenizer which only knows spaces and Latin accents would make
    something else of.
    """
    if text.isascii() or (_UNSPACED_LETTER.search(text) is None and _OWN_FOLDING.search(text) is None):
        return []
    plain = (word for word in words(text) if not text[word.start : word.end].isascii())
    return [
        word.form
        for word in plain
        if UNSPACED.match(text, word.start) or _OWN_FOLDING.search(text, word.start, word.end)
    ]


def numbers(text: str) -> set[str]:
    """Return the numbers of `text` in one notation: "1,250.0" and "1250" are the same number."""
    found: set[str] = set()
    for match in _NUMBER.finditer(text):
        found.add(_plain_number(match.group()))
    return found


def _plain_number(raw: str) -> str:
    percent = "%" if raw.endswith("%") else ""
    digits = raw.rstrip("%").replace("−", "-").lstrip("+")
    digits = re.sub(r"[\u00a0\u202f']", "", digits).rstrip(".,")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    if re.fullmatch(r"-?\d+\.\d+", digits):
        digits = digits.rstrip("0").rstrip(".")
    return digits + percent


def negations(text: str) -> int:
    """Return how many negating words `text` has."""
    return len(_NEGATION.findall(text))


def squeeze(text: str) -> tuple[str, list[int]]:
    """Return `text` folded for quote matching, with the source offset of each character.

    Case, accents, quotation marks, dashes, soft hyphens and runs of white space are made equal. `offsets[i]`
    is where character `i` of the result came from; one more entry holds the end.
    """
    out: list[str] = []
    offsets: list[int] = []
    space = False
    for position, char in enumerate(text):
        if char.isspace() or char == "\ufffe":
            space = bool(out)
            continue
        if char in "\u00ad\u200b\u200c\u200d\ufeff":
            continue
        folded = _fold_char(char)
        if not folded:
            continue
        if space:
            out.append(" ")
            offsets.append(position)
            space = False
        for piece in folded:
            out.append(piece)
            offsets.append(position)
    offsets.append(len(text))
    return "".join(out), offsets


_SAME = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "…": "...",
    }
)


def _fold_char(char: str) -> str:
    if char.isascii():
        return char.lower()
    return fold(char.translate(_SAME))


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Return where `quote` stands in `text`, however white space, case and typography differ; None when it
    does not.
    """
    needle, _ = squeeze(quote)
    if not needle:
        return None
    hay, offsets = squeeze(text)
    at = hay.find(needle)
    if at < 0:
        return None
    return offsets[at], offsets[at + len(needle) - 1] + 1


def coverage(wanted: Iterable[str], present: set[str], weights: dict[str, float] | None = None) -> float:
    """Return the weighted share of `wanted` stems that are `present`, 0..1; 0 when nothing is wanted."""
    total = covered = 0.0
    for term in set(wanted):
        weight = 1.0 if weights is None else weights.get(term, 1.0)
        total += weight
        if term in present:
            covered += weight
    return covered / total if total else 0.0


def mask(text: str, base: int, spans: Sequence[tuple[int, int]]) -> str:
    """Return `text` with each span replaced, one character by one, so that every offset holds.

    Args:
        text: a slice of an extraction.
        base: offset of the slice's first character in the extraction.
        spans: ranges in the extraction's offsets, in any order; those outside the slice do nothing.
    """
    if not spans:
        return text
    chars = list(text)
    for start, end in spans:
        for position in range(max(start - base, 0), min(end - base, len(chars))):
            if not chars[position].isspace():
                chars[position] = MASK
    return "".join(chars)


def mask_values(text: str, values: Sequence[str]) -> str:
    """Return `text` with every occurrence of the values masked, character by character."""
    for value in values:
        if value in text:
            text = text.replace(value, "".join(char if char.isspace() else MASK for char in value))
    return text


_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"'()\[\]]+|\bmailto:\S+", re.IGNORECASE)


def plain_words(text: str) -> str:
    """Return a text on one line without the bare addresses in it, whose words nobody says."""
    return " ".join(_ADDRESS.sub(" ", text).split())


MASK = "█"
SOFT_HYPHEN = "\u00ad"
"""Stands in a PDF's text where a line broke inside a word."""
