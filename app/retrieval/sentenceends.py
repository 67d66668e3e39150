"""Full stops that end no sentence, and ends of sentences that look like abbreviations.

The decision hidden here is what a number, a unit or a short form before a full stop means: "am 31. März" and
"im 2. Stock" go on, "0.8 t. The heater" ends. It is told by signs of the language around, never by the words
of one collection. Invariant: pieces stay in order and disjoint, and nothing between the first and the last of
them is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Span = tuple[int, int]

_MONTHS = frozenset(
    # Of the languages that write ordinals with a full stop, as they stand behind a day.
    "januar februar märz maerz mai juni juli oktober dezember jänner feber april august september november "  # German
    "jan feb mär mrz apr jun jul aug sep sept okt nov dez dec "
    "marts mars maj december desember "  # Danish, Norwegian, Swedish
    "janúar febrúar apríl maí júní júlí ágúst október nóvember "  # Icelandic
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta "
    "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu "  # Finnish
    "jaanuar veebruar märts aprill juuni juuli oktoober detsember jaanuaril veebruaril märtsil aprillil juunil juulil augustil "
    "septembril oktoobril novembril detsembril "  # Estonian
    "janvāris februāris aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris janvārī februārī martā aprīlī maijā "
    "jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī janvāra februāra marta aprīļa maija jūnija jūlija augusta septembra "
    "oktobra novembra decembra "  # Latvian
    "ledna února března dubna května června července srpna září října listopadu prosince "  # Czech
    "januára februára apríla mája júna júla októbra "  # Slovak
    "januarja februarja marca aprila maja junija julija avgusta "  # Slovene
    "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenog studenoga prosinca "  # Croatian
    "januara februara juna jula "  # Serbian, Bosnian
    "január február március április május június július augusztus szeptember".split()  # Hungarian
)
_ALSO_ENGLISH = frozenset(
    "mars marta april august september november jan feb apr jun jul aug sep sept nov dec".split()
)
_MONTH_ABBREVIATIONS = frozenset("jan feb mär mrz apr jun jul aug sep sept okt nov dez dec".split())
_GERMAN = frozenset(
    "der die das und ist nicht ein eine im am zum zur des dem den mit von für auf wird werden bei oder sich vom beim".split()
)
_ENGLISH = frozenset(
    "the of and to is in for was on by with are at be it that this from as were have has not or an".split()
)
_BEFORE_ORDINAL = re.compile(
    r"(?:am|im|zum|zur|vom|beim|ins|ans|der|die|das|dem|den|des|(?:jed|dies|jen|welch)(?:e[rsnm]?)|"
    r"(?:k?ein|mein|dein|sein|ihr|unser|eu(?:e)?r)(?:e[rsnm]?)?|\d{1,3}\.\s*(?:und|oder|bis|sowie|/|–|-))\Z",
    re.IGNORECASE,
)
_STARTERS = frozenset(
    # Words that begin a sentence and never name what an ordinal or a unit counts.
    "der die das dem den des ein eine einer eines einem einen es er sie wir ihr ich man dies diese dieser dieses danach dann dort da daher "
    "deshalb im in am an auf aus bei bis ab mit nach von vor zu zum zur für über unter um und oder aber sowie sonst ist sind wird werden "
    "wenn weil als ob wer was wie wo wann nur auch jede jeder jedes alle kein keine nicht bitte hier heute später außerdem jedoch nun "
    "the a an it he she we they you i this that these those then there next after before in on at by for from to with if when while as and "
    "or but so is are was were no not all each every our your his her its their please here now later also however do does one".split()
)
_TAKES_NUMBER = re.compile(
    r"(?:^|[\s(/])(?:[Nn]rs?|[Nn]os?|[Aa]bs|Art|[Kk]ap|[Zz]iff|Bd|Str|[Tt]el|[Ff]igs?|Abb|Tab|[Ss]ect|Sec|Chap?|[Vv]ol|pp|[Pp]ara|Rn|Rz|Anm|Pos|"
    r"Lit|Bl|odst|čl|[Nn]ro|[Cc]ap|[Nn][úu]m|[Pp][áa]g|Eq|Anl|S|p|\w+str)\.\Z"
)
"""Short forms before a number; those that are words as well count with a capital only."""
_LARGE = re.compile(r"\d\s*(?:mio|mrd|tsd|mln|mill|mia|mld)\.\Z", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:^|(?<=[\s(„“\"'/–-]))(\d{1,3})\.\Z")
_DAY_AND_MONTH = re.compile(r"(?:^|\D)\d{1,2}\.\s*([^\W\d_]{3,4})\.\Z")
_ROMAN = re.compile(r"[^\W\d_]\s+[IVX]{1,6}\.\Z")
_NEAR = 400
"""Characters before and behind a place whose words tell its language."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_UNIT_END = re.compile(
    r"\d[\d.,]{0,20}\s?(?P<unit>per\s?cent|percent|%|‰|°\s?[CF]|[mck]?m[²³]|[nµmcdk]?m|[mcdh]?l|[mµk]?g|t|lbs?|oz|ft|yd|mi|in|gal|h|hrs?|min|secs?|m?s|"
    r"[mkMG]?W|[kMG]?Wh|[mk]?V|m?A|[kMG]?Hz|m?bar|[kM]?Pa|psi|k?N|Nm|k?J|k?cal|K|dB|lx|lm|ha|rpm|mph|km/h|m/s|[kKMGT]i?B|ppm|mol|"
    r"EUR|USD|GBP|CHF|cents?|euros?|pcs|Stk)\.(?=\s+[\"“„(]?[^\W\d_a-zß-öø-ÿ])"
)


def true_ends(raw: str, pieces: Iterable[Span]) -> list[Span]:
    """Return the pieces of a stretch of text, joined where a sentence goes on and parted where one ends.

    Args:
        raw: the stretch.
        pieces: what a tokenizer takes for its sentences, in order.
    """
    joined: list[Span] = []
    language = _Language(raw)
    for start, end in pieces:
        if joined and _goes_on(raw, language, joined[-1], start, end):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [part for start, end in joined for part in _parted(raw, start, end)]


def _goes_on(raw: str, language: _Language, before: Span, start: int, end: int) -> bool:
    """Say whether the piece from `start` on continues the sentence of the one before."""
    tail = raw[max(before[0], before[1] - 40) : before[1]].rstrip()
    head = raw[start : min(end, start + 40)].lstrip()
    if not tail.endswith(".") or not head:
        return False
    if head[0].isdigit():
        dated = _DAY_AND_MONTH.search(tail)
        if dated is not None and dated[1].casefold() in _MONTH_ABBREVIATIONS and re.match(r"\d{4}\b", head):
            return True
        return _TAKES_NUMBER.search(tail) is not None
    word = _WORD.match(head)
    if word is None:
        return False
    first = word[0]
    if _ROMAN.search(tail) is not None and first[0].islower():
        return True
    if _LARGE.search(tail) is not None:
        return first.casefold() not in _STARTERS
    number = _ORDINAL.search(tail)
    return number is not None and _is_ordinal(
        language, before, tail[: number.start()].rstrip(), int(number[1]), head, first
    )


def _is_ordinal(language: _Language, before: Span, left: str, number: int, head: str, first: str) -> bool:
    """Say whether a number before a full stop counts what `first` names."""
    if 0 < number <= 31 and first.casefold() in _MONTHS:
        if (
            len(first) < 5
            and first.casefold() in _MONTH_ABBREVIATIONS
            and not re.match(r"\w+(?:\.|\s+\d{4}\b)", head)
        ):
            return False
        with_year = re.match(r"[^\W\d_]+\.?,?\s+\d{4}\b", head) is not None
        return with_year or first.casefold() not in _ALSO_ENGLISH or not language.is_english(before[1])
    if not first[0].isupper() or first.casefold() in _STARTERS:
        return False
    return _BEFORE_ORDINAL.search(left) is not None and language.is_german(before[1])


def _parted(raw: str, start: int, end: int) -> Iterator[Span]:
    """Yield a piece, cut behind each unit that ends a sentence."""
    at = start
    for match in _UNIT_END.finditer(raw, start, end):
        word = _WORD.search(raw, match.end(), min(end, match.end() + 40))
        # "2024 J. Smith" is a name: a single capital letter is a unit only before a word that begins a
        # sentence.
        if word is None or (
            len(match["unit"]) == 1 and match["unit"].isupper() and word[0].casefold() not in _STARTERS
        ):
            continue
        yield at, match.end()
        at = match.end()
    if at < end:
        yield at, end


class _Language:
    """Whether a stretch of text is German or English, asked near a place and remembered."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._votes: dict[int, tuple[int, int]] = {}

    def is_german(self, at: int) -> bool:
        german, english = self._near(at)
        return german > english

    def is_english(self, at: int) -> bool:
        german, english = self._near(at)
        return english > german

    def _near(self, at: int) -> tuple[int, int]:
        """Return how many words near a place are German's and how many English's own."""
        number = at // _NEAR
        if number not in self._votes:
            near = self._raw[max(0, (number - 1) * _NEAR) : (number + 2) * _NEAR]
            words = [word.casefold() for word in _WORD.findall(near)]
            self._votes[number] = (
                sum(word in _GERMAN for word in words),
                sum(word in _ENGLISH for word in words),
            )
        return self._votes[number]
