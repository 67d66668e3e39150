"""What counts as a date that a document declares, and how it is written down.

Invariant: a result is an ISO 8601 date or date and time, or empty; a date that two countries would read
differently (03/04/2024) is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from app.core.language.months import MONTHS

KEYS = (
    "as_of", "as-of", "asof", "effective", "effective_date", "effective-date", "effective date", "valid", "valid_from", "valid from",
    "updated",
    "last_updated", "last-updated", "last updated", "lastmod", "last_modified", "last-modified", "last modified", "modified", "revised",
    "revision date", "date of issue", "issue date", "date", "published", "publication date", "issued", "created",
)  # fmt: skip
"""Names under which documents state their date, the most telling first."""

_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?(?!\d)"
)
_ISO_SLASH = re.compile(r"(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|[.ºª])?[ \-]+(?:of |de )?([^\W\d_]{3,12})\.?,?[ \-]+(?:del? )?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,12})\.?[ \-](\d{1,2})(?:st|nd|rd|th)?,?[ \-](\d{4})(?!\d)")
_NAMED_DAY = re.compile(r"(?<!\d)(\d{4})([-_. ]?)(\d{2})\2(\d{2})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?!\d)")
_LONGEST_NAME = 255
_EARLIEST_NAMED, _LATEST_NAMED = "1970-01-01", "2099-12-31"
"""Eight digits that make another day are a number of something."""
_PDF = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?\s*([Zz]|[+-]\d{2}'?\d{2})?")
_STATED = re.compile(
    r"^[\s*_>#|-]*(?:document |policy |price list |report )?(?P<key>"
    + "|".join(re.escape(key).replace(r"\ ", r"\s+") for key in sorted(KEYS, key=len, reverse=True))
    + r")(?:\s+(?:as of|from|on|date|since))?[*_]*\s*[:|]\s*(?P<value>[^\r\n]{4,60})",
    re.IGNORECASE | re.MULTILINE,
)
_STATED_WITHOUT_COLON = re.compile(
    r"^[\s*_>#-]*(?P<key>valid from|effective(?: from)?|last updated|updated|revised|issued)(?: on)?\s+(?P<value>[^\r\n]{6,22})",
    re.IGNORECASE | re.MULTILINE,
)


def parse_date(words: str) -> str:
    """Return the ISO 8601 date that `words` start with or contain, or "" when there is none that is
    certain.
    """
    words = words.strip()[:200]
    if match := _ISO.search(words):
        day = _date(*map(int, match.group(1, 2, 3)))
        time, zone = match.group(4), match.group(5)
        return f"{day}T{time}{'' if zone is None else zone}" if day and time else day
    if match := _ISO_SLASH.search(words):
        return _date(*map(int, match.group(1, 2, 3)))
    if match := _DAY_FIRST.search(words):
        return _date(int(match[3]), MONTHS.get(match[2].lower(), 0), int(match[1]))
    if match := _MONTH_FIRST.search(words):
        return _date(int(match[3]), MONTHS.get(match[1].lower(), 0), int(match[2]))
    if match := _NUMERIC.search(words):
        return _numeric(int(match[1]), match[2], int(match[3]), int(match[4]))
    return ""


def _numeric(first: int, separator: str, second: int, year: int) -> str:
    """Read 31.12.2024, 31/12/2024 or 12/31/2024; with a slash only when the day gives itself away."""
    if separator == "." or first > 12 or first == second:
        return _date(year, second, first)
    return _date(year, first, second) if second > 12 else ""


def parse_pdf_date(words: str) -> str:
    """Return the ISO form of a PDF date such as "D:20190830135800Z", or ""."""
    match = _PDF.match(words.strip())
    if not match:
        return ""
    year, month, day, hour, minute, second, zone = match.groups()
    plain = _date(int(year), int(month or 1), int(day or 1))
    if not plain or not hour or int(hour) > 23 or int(minute or 0) > 59 or int(second or 0) > 59:
        return plain
    offset = "" if zone is None else "Z" if zone in "Zz" else f"{zone[:3]}:{zone[-2:]}"
    return f"{plain}T{hour}:{minute or '00'}:{second or '00'}{offset}"


def parse_mail_date(words: str) -> str:
    """Return the ISO form of an RFC 5322 date, or what `parse_date` makes of it."""
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, IndexError, TypeError, OverflowError):
        return parse_date(words)


def iso(value: date | datetime) -> str:
    """Return a date or time from a library in ISO 8601."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def declared(metadata: Iterable[tuple[str, str]]) -> str:
    """Return the date among front-matter fields or meta tags under the most telling name, or ""."""
    found = {key.lower().strip(): value for key, value in metadata}
    for key in KEYS:
        if (day := parse_date(found.get(key, ""))) != "":
            return day
    return ""


def stated_date(opening: Iterable[str]) -> str:
    """Return the date stated in one of the opening blocks as "Effective: 1 March 2024" or alike, or ""."""
    found: dict[str, str] = {}
    for words in opening:
        for pattern in (_STATED, _STATED_WITHOUT_COLON):
            for match in pattern.finditer(words[:2000]):
                found.setdefault(" ".join(match["key"].lower().split()).removesuffix(" from"), match["value"])
    return declared(found.items())


def day_in_name(stem: str) -> str:
    """Return the one day that a file's name states ("2024-03-05 minutes", "minutes_5-March-2024"), or "" for
    none or several.

    Args:
        stem: the name without its ending.
    """
    found = {
        _date(*map(int, match.group(1, 3, 4))) for match in _NAMED_DAY.finditer(stem[:_LONGEST_NAME])
    } - {""}
    if not found:
        found = {parse_date(re.sub(r"[_,\s]+", " ", stem[:_LONGEST_NAME]))} - {""}
    day = found.pop()[:10] if len(found) == 1 else ""
    return day if _EARLIEST_NAMED <= day <= _LATEST_NAMED else ""


def _date(year: int, month: int, day: int) -> str:
    if not 1900 <= year <= 2200:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
