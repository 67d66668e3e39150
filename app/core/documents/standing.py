"""What a document says of its own standing: its version, whether it holds and since when, what it replaced
and what replaced it.

Decision hidden: the words for it, and where they are looked for: properties and front matter, the lines that
a document opens with, a section "Status", a sentence about itself, its title and its file's name. Invariants:
nothing is concluded from what a document says of other things; a mere date of writing is no day from which
something holds. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePath

from app.core.documents.supersession import References, named, references
from app.core.language.facts import Day, stated

OPENING = 1500
"""Characters of a document's beginning in which its standing is looked for."""


class State(StrEnum):
    """Whether a document says that it holds."""

    SILENT = ""
    HOLDS = "holds"
    DRAFT = "draft"
    """Not yet in force."""
    PARTLY = "partly"
    """Superseded in part: what did not change still holds."""
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Standing:
    """What a document says of itself.

    Attributes:
        state: whether it holds.
        word: its own word for that, in small letters ("withdrawn"), or empty.
        version: numbers of its version, or empty.
        year: that its title or its file's name gives, or 0.
        effective: ISO 8601 day from which it holds, or empty.
        until: the last day on which it holds, or empty.
        references: the documents whose place it takes, and that take its own.
        in_part: documents that it supersedes in part, as it names them.
        amends: documents that it amends, as it names them.
        family: its title without version, year and standing: what all its versions are called.
        stem: the same of its file's name.
        series: whether documents of its kind stand beside one another, as minutes and reports do, and replace
            nothing.
        norm: whether it is of a kind that a newer one replaces, as policies and price lists are.
    """

    state: State = State.SILENT
    word: str = ""
    version: tuple[int, ...] = ()
    year: int = 0
    effective: str = ""
    until: str = ""
    references: References = References()
    in_part: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    family: str = ""
    stem: str = ""
    series: bool = False
    norm: bool = False

    @property
    def version_words(self) -> str:
        """The version as written with points: "2.1"."""
        return ".".join(map(str, self.version))


_LAPSED = (
    r"superseded|superceded|obsolete[d]?|withdrawn|replaced|deprecated|revoked|rescinded|repealed|cancell?ed|void|"
    r"expired|archived|retired|"
    r"outdated|out of date|inactive|discontinued|historical|no longer (?:valid|in force|in effect|effective|"
    r"applicable|current|applies)|"
    r"not (?:valid|in force) any ?more|abgelöst|ersetzt|ungültig|außer kraft|zurückgezogen|veraltet|aufgehoben"
)
_HOLDS = (
    r"effective|in force|in effect|current|active|approved|final|accepted|valid|published|adopted|released|live|ratified|"
    r"gültig|in kraft|freigegeben|aktuell"
)
_DRAFT = r"draft|proposed|proposal|under review|in review|pending|upcoming|wip|work in progress|planned|not yet in force|entwurf|vorschlag"
_STATE = re.compile(
    rf"\W*(?:(?P<partly>(?:partly|partially|in part|teilweise)\W+\w+|\w+ (?:in part|partly|partially))|(?P<lapsed>{_LAPSED})"
    rf"|(?P<draft>{_DRAFT})|(?P<holds>{_HOLDS}))\b",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^[ \t>*_|#-]*(?P<name>[A-Za-zÄÖÜäöüß][\w /-]{1,28}?)[ \t*_]*[:|][ \t*_]*(?P<value>[^\n]{1,200})$",
    re.MULTILINE,
)
_STATUS_SECTION = re.compile(
    r"^(?:#{1,4}[ \t]*)?status[ \t#]*\n(?:[=-]{3,}\n)?\s*(?P<value>[^\n]{1,200}(?:\n+[^\n#]{1,200})?)",
    re.IGNORECASE | re.MULTILINE,
)
_CHANGING = (
    "superse",
    "superce",
    "replac",
    "obsolet",
    "cancel",
    "amend",
    "chang",
    "modif",
    "updat",
    "overrid",
    "ersetz",
    "änder",
)
"""One of these stands in every text that tells of a change; looked for first, since most documents tell of
none.
"""
_BANNER = re.compile(
    rf"^[ \t>#]*(?:\*\*|__|[\[(!_*])*(?P<word>{_LAPSED})\b[\s*_\])!:.-]*(?=$|\n|by\b|on\b|since\b|–)",
    re.IGNORECASE | re.MULTILINE,
)
"""A line of its own at the top: "WITHDRAWN", "**Superseded** by …"."""
_SELF = r"(?:this|the present|dies(?:e|er|es)?)\s+(?:\w+\s+)?(?P<what>{nouns})"
_NOUNS = (
    r"policy|document|version|edition|page|guide(?:line)?s?|rules?|regulations?|procedure|instruction|standard|record|"
    r"notice|list|article|"
    r"directive|handbook|manual|plan|agreement|contract|terms|specification|amendment|order|circular|decision|"
    r"dokument|fassung|richtlinie|regelung|anweisung|ordnung|verordnung"
)
_ITSELF = re.compile(
    rf"\b{_SELF.format(nouns=_NOUNS)}\s+(?:is|was|has been|have been|are|were|ist|wurde|gilt)\s+(?:now\s+|"
    rf"hereby\s+)?(?P<rest>[^\n]{{1,160}})",
    re.IGNORECASE,
)
_TAKES = re.compile(
    rf"\b{_SELF.format(nouns=_NOUNS)}\s+(?:supersedes|replaces|cancels|ersetzt)\s+(?P<whom>[^\n]{{1,200}})",
    re.IGNORECASE,
)
_IN_PART = re.compile(
    r"\b(?:supersedes|replaces|changes|amends|modifies|updates|ersetzt|ändert)\s+(?P<whom>(?:[^.\n]|\.(?=\S)){1,160}?)\s+"
    r"(?:in parts?|partly|partially|teilweise)\b"
    r"|\b(?:partly|partially|in part)\s+(?:supersedes|replaces|overrides)\s+(?P<other>(?:[^.\n]|\.(?=\S)){1,160})",
    re.IGNORECASE,
)
_AMENDMENT = re.compile(
    r"^\W*(?:(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th))\s+)?(?:amendment|amending (?:order|regulation|"
    r"act)|addendum|corrigendum|erratum|"
    r"supplement|rider|correction|änderung|nachtrag|berichtigung)\b(?P<number>(?:\s+(?:no|nr|"
    r"number)?\.?\s*\d+)?(?:\s*\([^)]*\))?)\s*"
    r"(?:to|of|zu[rm]?|der|des)\s+(?:the\s+|our\s+|der\s+|dem\s+)?(?P<whom>[^\n]{3,160})",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    rf"\b{_SELF.format(nouns=_NOUNS)}\s+(?:amends|changes|modifies|ändert)\s+(?P<whom>[^\n]{{3,160}})",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:effective|valid|in force|in effect|applies|applicable|holds|gültig|gilt)\s+(?:as of|as from|from|since|"
    r"starting|ab|seit)\s+(?P<day>[^\n]{6,30})"
    r"|^\W*effective[: ]\s*(?P<alone>[^\n]{6,30})",
    re.IGNORECASE | re.MULTILINE,
)
_COUNT = r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})(?![\d%])"
_VERSION = re.compile(
    rf"\b(?:v\.?|(?:ver|version|rev|revision|edition|fassung|ausgabe)[\s._:-]*){_COUNT}|\brev(?:ision)?[\s._:-]+(?P<letter>[a-h])\b",
    re.IGNORECASE,
)
_VERSION_LINE = re.compile(
    rf"^\W*(?:document\s+)?(?:v\.?|(?:version|rev|revision|edition|fassung|ausgabe)[\s._:-]*){_COUNT}",
    re.IGNORECASE,
)
_IN_NAME = re.compile(
    r"(?<![a-z])(?:v|ver|version|rev|revision|ed|edition|r)[\s._-]?(?P<number>\d{1,3}(?:[._]\d{1,3}){0,"
    r"3})(?![\da-z])",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[-_./](?:0[1-9]|1[0-2])(?:[-_./](?:0[1-9]|[12]\d|3[01]))?)?(?!\d)"
)
_STANDS = re.compile(
    rf"\b(?:{_LAPSED}|{_DRAFT}|final|current|old|new|latest|neu|alt|aktuell)\b", re.IGNORECASE
)
_ARTICLES = frozenset("the a an of for to our and der die das des zur zum".split())
_SERIES = frozenset(
    "minutes minute report reports newsletter log logs diary journal invoice invoices meeting meetings protocol "
    "protokoll results bulletin release "
    "changelog changes issue issues notes note ticket tickets mail post weekly monthly daily quarterly annual-report "
    "audit survey statement receipt "
    "order orders letter agenda budget budgets forecast bericht rechnung".split()
)
_NORMS = re.compile(
    r"(?:polic(?:y|ies)|rules?|regulations?|guidelines?|guidance|handbook|manual|procedures?|instructions?|standards?|"
    r"terms|conditions|code|charter|"
    r"bylaws?|statutes?|directive|tariffs?|fees?|prices?|price-?list|rates?|allowances?|schedule|catalogue|agreement|"
    r"specification|spec|scheme|plan|"
    r"\w*(?:richtlinie|ordnung|regelung|satzung|handbuch|anweisung|preisliste|tarif|vorschrift|verordnung)n?)",
    re.IGNORECASE,
)
_VERSION_KEYS = ("version", "revision", "rev", "edition", "document version", "fassung")
_STATUS_KEYS = ("status", "state", "document status", "lifecycle", "stand", "validity")
_SINCE_KEYS = ("effective", "effective date", "effective from", "valid from", "in force since", "in force from", "applies from",
               "gültig ab", "valid since")  # fmt: skip
_UNTIL_KEYS = (
    "valid until",
    "valid to",
    "expires",
    "expiry",
    "expiry date",
    "expiration",
    "end date",
    "gültig bis",
    "effective until",
)
_OVER_KEYS = ("supersedes", "replaces", "obsoletes", "ersetzt")
_BY_KEYS = ("superseded by", "replaced by", "obsoleted by", "replacement", "ersetzt durch")
_AMEND_KEYS = ("amends", "amending", "ändert")


def standing_of(metadata: Mapping[str, str], opening: str, title: str, path: str) -> Standing:
    """Return what a document says of itself.

    Args:
        metadata: front matter and properties, by name.
        opening: the beginning of its text, about `OPENING` characters.
        title: of the document.
        path: of its file.
    """
    opening = opening[:OPENING].replace("\r\n", "\n").replace("\r", "\n")
    said = _fields(metadata, opening)
    stem = PurePath(path).stem
    state, word = _state(said, opening)
    over, in_part, amends = _relations(said, opening, title)
    naming = f"{title} {stem}"
    words = set(re.findall(r"[^\W\d_]+", naming.casefold()))
    return Standing(
        state,
        word,
        _version(said, opening, title, stem),
        _year(title) or _year(stem),
        _first_day(said, _SINCE_KEYS) or _day_in(_SINCE, opening),
        _first_day(said, _UNTIL_KEYS),
        over,
        in_part,
        amends,
        family_of(title),
        family_of(re.sub(r"[_]+", " ", stem)),
        bool(words & _SERIES),
        any(_NORMS.fullmatch(one) for one in words),
    )


def family_of(title: str) -> str:
    """Return a title without version, year, number and standing, in one notation: what all versions of a
    document are called.
    """
    words = re.sub(r"\([^()]*(?:\d|version|draft|superseded)[^()]*\)", " ", title, flags=re.IGNORECASE)
    words = _VERSION.sub(" ", _IN_NAME.sub(" ", words))
    words = _STANDS.sub(" ", _YEAR.sub(" ", words))
    words = re.sub(r"^\W*(?:adr\W*)?\d{1,5}(?=[\s._-])", " ", words)
    kept = [one for one in re.findall(r"[^\W_]+", words.casefold()) if one not in _ARTICLES]
    return " ".join(kept)


def _fields(metadata: Mapping[str, str], opening: str) -> dict[str, str]:
    """Return what it says by name, in small letters; properties before lines of the text."""
    said = {
        _name(key): str(value).strip().strip("\"'") for key, value in metadata.items() if str(value).strip()
    }
    for match in _FIELD.finditer(opening):
        said.setdefault(_name(match["name"]), match["value"].strip(" \t*_|\"'"))
    return said


def _name(key: str) -> str:
    return " ".join(re.sub(r"[_-]", " ", key.casefold()).split())


def _state(said: Mapping[str, str], opening: str) -> tuple[State, str]:
    section = _STATUS_SECTION.search(opening)
    for value in (*(said.get(key, "") for key in _STATUS_KEYS), section["value"] if section else ""):
        found = _judged(value)
        if found is not None:
            return found
    for match in _ITSELF.finditer(opening):
        found = _judged(match["rest"])
        if found is not None:
            return found
    if any(said.get(key) for key in _BY_KEYS):
        return State.LAPSED, "superseded"
    banner = _BANNER.search(opening)
    if banner and banner.start() < 400:
        return State.LAPSED, banner["word"].casefold()
    return State.SILENT, ""


def _judged(value: str) -> tuple[State, str] | None:
    # "Accepted, superseded by 7": what came later counts.
    lapsed = re.search(r"\b(?:super[sc]eded|replaced|obsoleted)\s+by\b", value, re.IGNORECASE)
    match = _STATE.match(
        value[max(0, lapsed.start() - 10) :] if lapsed and not _STATE.match(value) else value
    )
    if match is None and not lapsed:
        return None
    if (
        match
        and match["partly"]
        and re.search(r"supers|superc|replac|amend|ersetzt|obsol", match["partly"], re.IGNORECASE)
    ):
        return State.PARTLY, match["partly"].casefold()
    if lapsed:
        partly = re.search(r"\b(?:partly|partially|in part)\b", value, re.IGNORECASE)
        word = match["lapsed"].casefold() if match and match["lapsed"] else "superseded"
        return (State.PARTLY, "superseded in part") if partly else (State.LAPSED, word)
    if match is None or match["partly"]:
        return None
    if match["lapsed"]:
        return State.LAPSED, match["lapsed"].casefold()
    if match["draft"]:
        return State.DRAFT, match["draft"].casefold()
    return State.HOLDS, match["holds"].casefold()


def _version(said: Mapping[str, str], opening: str, title: str, stem: str) -> tuple[int, ...]:
    for key in _VERSION_KEYS:
        match = re.match(r"\D{0,12}?(\d{1,3}(?:\.\d{1,3}){0,3})(?![\d-])", said.get(key, ""))
        if match:
            return _numbers(match[1])
    found = _VERSION.search(title)
    found = found or next(
        (match for line in opening.splitlines()[:12] if (match := _VERSION_LINE.match(line))), None
    )
    if found:
        return _numbers(next(one for one in found.groups() if one))
    in_name = _IN_NAME.search(stem)
    return _numbers(in_name["number"]) if in_name else ()


def _numbers(text: str) -> tuple[int, ...]:
    if text.isalpha():
        return (ord(text.casefold()) - ord("a") + 1,)
    found = [int(one) for one in re.split(r"[._]", text) if one]
    while len(found) > 1 and found[-1] == 0:
        found.pop()
    return tuple(found)


def _year(text: str) -> int:
    years = [int(match["year"]) for match in _YEAR.finditer(text)]
    return max(years, default=0)


def _first_day(said: Mapping[str, str], keys: Iterable[str]) -> str:
    return next((day for key in keys if (day := _day(said.get(key, "")))), "")


def _day_in(pattern: re.Pattern[str], opening: str) -> str:
    for match in pattern.finditer(opening):
        day = _day(next((one for one in match.groups() if one), ""))
        if day:
            return day
    return ""


def _day(words: str) -> str:
    """Return the first day that words name in full, or the first of a year that they are, in ISO 8601; else
    nothing.
    """
    for one in stated(words[:60]):
        if isinstance(one.value, Day) and one.value.year and one.value.month and one.value.day:
            return f"{one.value.year:04}-{one.value.month:02}-{one.value.day:02}"
    year = re.fullmatch(r"\W*((?:19|20)\d\d)\W*", words)
    return f"{year[1]}-01-01" if year else ""


def _relations(
    said: Mapping[str, str], opening: str, title: str
) -> tuple[References, tuple[str, ...], tuple[str, ...]]:
    over = References(
        tuple(one for key in _OVER_KEYS for one in named(said.get(key, ""))),
        tuple(one for key in _BY_KEYS for one in named(said.get(key, ""))),
    )
    for key in _STATUS_KEYS:
        over |= references(said.get(key, ""), sure=True)
    section = _STATUS_SECTION.search(opening)
    over |= references(section["value"], sure=True) if section else References()
    low = opening.casefold()
    changing = any(stem in low for stem in _CHANGING)
    for itself in _ITSELF.finditer(opening) if changing else ():
        over |= references(itself["rest"], sure=True)
    for match in _TAKES.finditer(opening) if changing else ():
        if not _IN_PART.search(match[0]):
            over |= References(supersedes=named(match["whom"].split(". ")[0]))
    over |= references(opening)
    parts = (
        [(match["whom"] or match["other"]).strip() for match in _IN_PART.finditer(opening)]
        if changing
        else []
    )
    in_part = [name for whom in parts for name in named(whom)]
    amends = [name for key in _AMEND_KEYS for name in named(said.get(key, ""))]
    amends += [
        called["whom"].strip(" .*#") for text in _titles(title, opening) if (called := _AMENDMENT.match(text))
    ]
    amends += [
        name
        for match in (_CHANGES.finditer(opening) if changing else ())
        for name in named(match["whom"].split(". ")[0])
    ]
    whole = set(over.supersedes)
    return (
        over,
        tuple(dict.fromkeys(one for one in in_part if one not in whole)),
        tuple(dict.fromkeys(amends)),
    )


def _titles(title: str, opening: str) -> Iterator[str]:
    yield title
    first = next(
        (line.strip("# *") for line in opening.splitlines() if line.strip() and not line.startswith("---")),
        "",
    )
    if first and first != title:
        yield first


def is_over(standing: Standing, today: date) -> bool:
    """Tell whether the last day on which a document holds is past."""
    return bool(standing.until) and standing.until[:10] < today.isoformat()


def is_to_come(standing: Standing, today: date) -> bool:
    """Tell whether the day from which a document holds is still to come."""
    return bool(standing.effective) and standing.effective[:10] > today.isoformat()
