"""What numbers, ages and states are called on the library's page. Any thread."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from app.core.documents.document_list import Health
from app.core.documents.inventory import FindingKind
from app.ui.language import marked

HEALTH_GLYPHS = {Health.GOOD: "", Health.PARTLY: "◐ ", Health.SILENT: "○ ", Health.STUCK: "▲ "}
HEALTH_COLOURS = {
    Health.GOOD: "muted",
    Health.PARTLY: "partial",
    Health.SILENT: "partial",
    Health.STUCK: "problem",
}

KINDS: dict[FindingKind, tuple[object, object]] = {
    FindingKind.DISAGREEMENT: (
        QT_TRANSLATE_NOOP("tables", "Conflicting versions"),
        QT_TRANSLATE_NOOP(
            "tables", "Two documents look like versions of each other but state different numbers or dates."
        ),
    ),
    FindingKind.DUPLICATE: (
        QT_TRANSLATE_NOOP("tables", "Copies"),
        QT_TRANSLATE_NOOP("tables", "Identical files in more than one place; an answer may cite either."),
    ),
    FindingKind.NEAR_DUPLICATE: (
        QT_TRANSLATE_NOOP("tables", "Near-duplicates"),
        QT_TRANSLATE_NOOP(
            "tables", "Documents that share most of their text; usually one replaces the others."
        ),
    ),
    FindingKind.UNREADABLE: (
        QT_TRANSLATE_NOOP("tables", "Unreadable or partly read"),
        QT_TRANSLATE_NOOP("tables", "A file, or part of it, could not be read and cannot be searched."),
    ),
    FindingKind.NEEDS_OCR: (
        QT_TRANSLATE_NOOP("tables", "Needs OCR"),
        QT_TRANSLATE_NOOP("tables", "Some pages are images; their text can only be searched after OCR."),
    ),
    FindingKind.UNLABELLED: (
        QT_TRANSLATE_NOOP("tables", "Default label, not confirmed"),
        QT_TRANSLATE_NOOP("tables", "The label is the default. Confirm or change it."),
    ),
    FindingKind.OLD: (
        QT_TRANSLATE_NOOP("tables", "Old"),
        QT_TRANSLATE_NOOP("tables", "The document's date is long past; check whether it is still valid."),
    ),
    FindingKind.NEVER_CITED: (
        QT_TRANSLATE_NOOP("tables", "Never cited"),
        QT_TRANSLATE_NOOP(
            "tables", "No answer has cited the document yet; it may be misplaced or badly titled."
        ),
    ),
}
"""Name and one sentence for each kind of finding."""

_COUNTED = {
    "document": (QT_TRANSLATE_NOOP("tables", "1 document"), QT_TRANSLATE_NOOP("tables", "{0} documents")),
    "passage": (QT_TRANSLATE_NOOP("tables", "1 passage"), QT_TRANSLATE_NOOP("tables", "{0} passages")),
    "answer": (QT_TRANSLATE_NOOP("tables", "1 answer"), QT_TRANSLATE_NOOP("tables", "{0} answers")),
    "label": (QT_TRANSLATE_NOOP("tables", "1 label"), QT_TRANSLATE_NOOP("tables", "{0} labels")),
    "file": (QT_TRANSLATE_NOOP("tables", "1 file"), QT_TRANSLATE_NOOP("tables", "{0} files")),
    "finding": (QT_TRANSLATE_NOOP("tables", "1 finding"), QT_TRANSLATE_NOOP("tables", "{0} findings")),
    "line": (QT_TRANSLATE_NOOP("tables", "1 line"), QT_TRANSLATE_NOOP("tables", "{0} lines")),
}
_AGES = (
    (365, QT_TRANSLATE_NOOP("tables", "1 year ago"), QT_TRANSLATE_NOOP("tables", "{0} years ago")),
    (30, QT_TRANSLATE_NOOP("tables", "1 month ago"), QT_TRANSLATE_NOOP("tables", "{0} months ago")),
    (7, QT_TRANSLATE_NOOP("tables", "1 week ago"), QT_TRANSLATE_NOOP("tables", "{0} weeks ago")),
    (1, QT_TRANSLATE_NOOP("tables", "1 day ago"), QT_TRANSLATE_NOOP("tables", "{0} days ago")),
)
"""Days, and what so many days and a multiple of them are called."""


def number(value: int) -> str:
    """Return a number as the user's locale writes it."""
    return str(QLocale().toString(value))


def counted(value: int, noun: str) -> str:
    """Return "1 document", "2,000 documents"."""
    one, many = _COUNTED[noun]
    return marked(one) if value == 1 else marked(many).format(number(value))


def sized(value: int) -> str:
    """Return a size of bytes in words."""
    return str(QLocale().formattedDataSize(value, 1))


def age(as_of: str, today: date | None = None) -> str:
    """Return how long ago something spoke, in words."""
    try:
        days = ((today or datetime.now(UTC).date()) - date.fromisoformat(as_of[:10])).days
    except ValueError:
        return as_of
    for size, one, many in _AGES:
        if days >= size:
            return marked(one) if days // size == 1 else marked(many).format(number(days // size))
    return QCoreApplication.translate("Library", "today")


def left(seconds: float) -> str:
    """Return how long something still takes."""
    minutes, rest = divmod(int(seconds), 60)
    if minutes:
        return QCoreApplication.translate("Library", "{0} min {1} s left").format(minutes, f"{rest:02}")
    return QCoreApplication.translate("Library", "{0} s left").format(rest)
