"""What an office package says of itself in its core properties, and what of it only a program invented.

The decision hidden here is what the document speaks for: properties that are there, dates that are no
template's, titles and names that no library puts in by itself. What is missing stays missing: neither a
default nor the moment of reading takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.core.errors import UnreadableDocument
from app.reading.archive import Archive
from app.reading.dates import parse_date

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_RELATION = "/metadata/core-properties"
_USUAL = "docProps/core.xml"
_LEAST_YEAR = "1985"
_TEMPLATE_DAYS = frozenset(
    (
        "2013-12-23T23:15:00",
        "2013-01-27T09:14:16",
        "2013-01-27T09:15:58",
        "2000-01-01T00:00:00",
        "2006-09-16T00:00:00",
    )
)
"""Dates that libraries leave in every file that they make."""
_LIBRARIES = frozenset(
    ("python-docx", "openpyxl", "apache poi", "steve canny", "anonymous", "unspecified", "(anonymous)", "(unspecified)", "un-named",
     "docx4j",
     "xlsxwriter", "phpword", "phpspreadsheet", "unknown", "unknown creator", "sheetjs", "pptxgenjs")
)  # fmt: skip
_GENERATED = re.compile(r"generated (?:by|using|with) \S+", re.IGNORECASE)
_UNNAMED = re.compile(
    r"(?:new |neue[rs]? )?(?:untitled|unbenannt|ohne titel|sans titre|sin título|senza titolo|naamloos|"
    r"bez tytułu|namnlös|uten navn|unnamed|no title)"
    r"(?:[ -]*(?:document|dokument|presentation|präsentation|spreadsheet|page|seite|\d+|\(\d+\)))*|"
    r"(?:word[ -]?)?(?:document|dokument|documento|docúmento)[ -]?\(?\d*\)?|(?:microsoft )?(?:office )?word[ -](?:document|dokument)|"
    r"document microsoft word|"
    r"(?:powerpoint[ -]?)?(?:presentation|präsentation|présentation|presentación|presentazione|presentatie)[ -]?\(?\d*\)?|"
    r"(?:présentation|presentación de|presentazione standard di(?: microsoft)?) powerpoint|"
    r"(?:book|mappe|arbeitsmappe|workbook|classeur|libro|cartel|spreadsheet|tabelle|sheet|slide|folie)[ -]?\(?\d*\)?|"
    r"(?:title|titel|titre|título|click to (?:add|edit).*|\[?(?:document )?title\]?|\(?(?:anonymous|unspecified)\)?|about:blank|"
    r"new page \d*|template|vorlage|none|null|"
    r"print|print job|printing|microsoft word|microsoft powerpoint|powerpoint|word|libreoffice|openoffice)",
    re.IGNORECASE,
)
"""Titles that programs and libraries give to what nobody gave one."""
_FILE_NAME = re.compile(
    r".{0,200}\.(?:docx?|docm|dotx?|rtf|odt|xlsx?|xlsm|ods|pptx?|pptm|odp|pdf|indd|qxd|"
    r"tex|dvi|ps|eps|html?|txt|md|pages|numbers|key|tmp|fm|pub)",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"(?:microsoft (?:word|excel|powerpoint|outlook)|writer|calc|impress|adobe \w+) ?[-–:] .*", re.IGNORECASE
)


def core_properties(package: Archive, names: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """Return the properties that say something, by name, and the date of the last change, else of the making,
    in ISO 8601, or "".

    Args:
        package: the office package, whose properties may be missing or unreadable.
        names: elements of the core properties to keep, besides the two dates, and what to call them.
    """
    found: dict[str, str] = {}
    dates: dict[str, str] = {}
    for element in _elements(package):
        key = element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
        words = " ".join((element.text or "").split())
        if key in ("created", "modified"):
            if not _is_template_day(words) and (day := parse_date(words)) and day >= _LEAST_YEAR:
                dates[key] = day
        elif key in names and words and words != "0" and not is_invented_name(words):
            found[names[key]] = words
    if not real_title(found.get("title", "")):
        found.pop("title", None)
    return {**found, **dates}, dates.get("modified") or dates.get("created", "")


def real_title(stated: str) -> str:
    """Return a stated title, or "" when a program put it there by itself: a default, its own name, or the
    name of a file.
    """
    plain = " ".join(stated.split())
    invented = _UNNAMED.fullmatch(plain) or _FILE_NAME.fullmatch(plain) or _PRINTED.fullmatch(plain)
    return "" if invented or not any(char.isalnum() for char in plain) else plain


def is_invented_name(words: str) -> bool:
    """Say whether a library put its own name where an author's stands, or says that it made the file."""
    return words.strip().lower() in _LIBRARIES or _GENERATED.fullmatch(words.strip()) is not None


def real_date(stated: str) -> str:
    """Return an ISO 8601 date from a document's properties, or "" when it is one that a library leaves in
    every file.
    """
    return "" if _is_template_day(stated) or stated < _LEAST_YEAR else stated


def _is_template_day(words: str) -> bool:
    return words[:19] in _TEMPLATE_DAYS


def _elements(package: Archive) -> list[Element]:
    try:
        member = _member(package)
        return list(package.xml(member)) if member else []
    except UnreadableDocument:
        return []  # the document itself may be whole


def _member(package: Archive) -> str:
    """Return the member that holds the core properties, "" without one: related in any spelling, else where
    they usually are.
    """
    if "_rels/.rels" in package.names:
        for relation in package.xml("_rels/.rels"):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith(_RELATION) and target in package.names:
                return target
    return _USUAL if _USUAL in package.names else ""
