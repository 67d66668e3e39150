"""Forms of decision records that nobody has filled in.

Decision hidden: how templates mark what is to be written: brackets, braces, angle brackets, comments,
capitals, a sentence that asks. Invariant: a text with an answer under most of its headings is no form,
whatever placeholders are left in it. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from app.exchange.sections import Section, split_sections

_TAG = r"/|!|https?:|mailto:|br\b|a |img |sup|sub|kbd|details|summary|p>|b>|i>"
_PLACEHOLDER = re.compile(
    rf"\{{\{{[^{{}}\n]{{1,300}}\}}\}}|\{{[^\W\d_][^{{}}\n]{{1,300}}\}}|<(?!{_TAG})[^\W\d_][^<>\n]{{0,300}}>|‹[^‹›\n]{{1,300}}›"
    r"|\$\{?[A-Z_]{3,}\}?|\b(?:YYYY|JJJJ)-MM-(?:DD|TT)\b|\b(?:X{3,}|N{3,})\b|\bTODO\b|…|\.\.\.",
    re.IGNORECASE,
)
_BRACKETS = re.compile(
    r"\[(?![ xX]\]|\^)(?P<inside>(?:[^\[\]\n]|\[[^\[\]\n]*\](?:\([^()\n]*\))?)+)\](?![(\[:])"
)
_CITED = re.compile(r"(?:adr|rfc|pep|issue|no|nr)?[\s#-]*\d+[a-z]?", re.IGNORECASE)
_CAPITALS = re.compile(r"(?:NUMBER|TITLE|DATE|STATUS|NAME|CONTEXT|DECISION|AUTHORS?|N+)")
_CONNECTING = frozenset(
    "chosen option options because good bad neutral status date deciders decision makers consulted informed by "
    "superseded accepted "
    "proposed rejected deprecated and or if the a an in of to it is e g eg etc draft number title we will use "
    "superseding adr with technical story url "
    "context facing for decided achieve accepting that tags list name replaced force another record".split()
)
_TITLES = re.compile(
    r"(?:(?:adr|madr|decision(?: record)?|architecture decision(?: record)?|record|number|nnn+|xxx+|0*)\W*)*"
    r"(?:short |brief |your |the |decision |record )*(?:title|name|template|untitled|subject)(?: (?:here|of (?:the "
    r")?(?:decision|adr|record|solution).*|goes here))?",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?\W*$|^\W*(?:what|why|how|which|who|when|describe|explain|list|state|summari[sz]e|write|provide|add|enter|"
    r"insert|the (?:issue|change|reason)s? "
    r"(?:motivating|that)|this section|optional|here you|use this)\b",
    re.IGNORECASE,
)  # fmt: skip
_LISTED = re.compile(r"^\s*(?:>|[-*+•]|\d{1,3}[.)])\s+|^\s*#+\s*")


def is_form(lines: Sequence[str], title: str = "", name: str = "") -> bool:
    """Tell whether a record is a form that nobody has filled in.

    Args:
        lines: of the record, without front matter and comments.
        title: that its front matter gives, if any.
        name: of its file, without the ending.
    """
    sections = split_sections(lines)
    heading = title or next((one.heading for one in sections if one.level == 1), "")
    said = [line for section in sections for line in _said(section)]
    left = sum(_is_left(line) for line in said)
    if not said:
        return (
            bool(heading)
            and any(one.level > 1 for one in sections)
            and (_is_open(heading) or sum(one.level > 1 for one in sections) > 1)
        )
    if _is_open(heading):
        return left * 2 >= len(said) or all(_is_left(line) or _ASKS.search(line) for line in said)
    asked = sum(bool(_is_left(line) or _ASKS.search(line)) for line in said)
    if re.search(r"template|vorlage|\bform\b", f"{heading} {name}", re.IGNORECASE):
        return asked * 2 > len(said)
    return left * 4 >= len(said) * 3


def left_open(lines: Iterable[str]) -> list[str]:
    """Return the placeholders that are left in a text."""
    found: list[str] = []
    for line in _prose(lines):
        found += (
            match[0] for match in _PLACEHOLDER.finditer(line) if len(match[0]) > 5 and match[0][0] in "{<‹"
        )
        found += (
            match[0]
            for match in _BRACKETS.finditer(line)
            if _asks_for(match["inside"]) and " " in match["inside"]
        )
    return list(dict.fromkeys(found))


def _said(section: Section) -> Iterable[str]:
    for line in _prose(section.lines()):
        words = _LISTED.sub("", _LISTED.sub("", line)).strip(" \t*_|-")
        if re.search(r"\w|…|\.\.\.|[<{\[]", words) and not re.fullmatch(r"[\w -]{2,20}:", words):
            yield words


def _prose(lines: Iterable[str]) -> Iterable[str]:
    fenced = False
    for line in lines:
        if re.match(r"\s*(?:```|~~~)", line):
            fenced = not fenced
        elif not fenced:
            yield re.sub(r"`[^`]*`", "", line)


def _asks_for(inside: str) -> bool:
    return not _CITED.fullmatch(inside.strip()) and re.search(r"[^\W\d_]{2}", inside) is not None


def _is_left(line: str) -> bool:
    """Tell whether nothing but placeholders and the words between them stands in a line."""
    rest, count = _BRACKETS.subn(lambda match: " " if _asks_for(match["inside"]) else match[0], line)
    rest, more = _PLACEHOLDER.subn(" ", rest)
    capitals = re.sub(r"\b" + _CAPITALS.pattern + r"\b", " ", rest)
    if (count == 0 or rest == line) and not more and capitals == rest:
        return False
    words = {word.casefold() for word in re.findall(r"[^\W_]+", capitals)}
    return not {word for word in words - _CONNECTING if not word.isdecimal()}


def _is_open(heading: str) -> bool:
    plain = heading.strip(' *_`"“”')
    return _is_left(plain) or bool(_TITLES.fullmatch(plain))
