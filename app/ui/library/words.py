"""What numbers, ages and states are called on the library's page. Any thread."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from app.core.inventory import FindingKind
from app.core.shelf import Health

HEALTH_GLYPHS = {Health.GOOD: "", Health.PARTLY: "◐ ", Health.SILENT: "○ ", Health.STUCK: "▲ "}
HEALTH_COLOURS = {Health.GOOD: "muted", Health.PARTLY: "partial", Health.SILENT: "partial", Health.STUCK: "problem"}

KINDS: dict[FindingKind, tuple[str, str]] = {
    FindingKind.DISAGREEMENT: (
        "Versions that disagree",
        "Two documents look like versions of one another and state different numbers or dates.",
    ),
    FindingKind.DUPLICATE: ("Copies", "The same bytes stand in more than one place; an answer may cite either."),
    FindingKind.NEAR_DUPLICATE: ("Nearly the same", "Documents share most of their words; usually one replaces the others."),
    FindingKind.UNREADABLE: ("Not readable, or not whole", "A file, or a part of it, could not be read, so nothing in it can be found."),
    FindingKind.NEEDS_OCR: ("Pictures of text", "Pages are pictures; their words can be found only after OCR."),
    FindingKind.UNLABELLED: ("Label chosen by nobody", "The label is the default; confirm it or choose another."),
    FindingKind.OLD: ("Old", "A document speaks for a day long past; look whether it still holds."),
    FindingKind.NEVER_CITED: ("Never cited", "No answer has used the document yet; it may be misplaced or badly titled."),
}
"""Name and one sentence for each kind of finding."""


def translate(words: str) -> str:
    """Return words of this room in the user's language."""
    return QCoreApplication.translate("library", words)


def number(value: int) -> str:
    """Return a number as the user's locale writes it."""
    return str(QLocale().toString(value))


def counted(value: int, noun: str) -> str:
    """Return "1 document", "2,000 documents"."""
    return f"{number(value)} {translate(noun if value == 1 else f'{noun}s')}"


def sized(value: int) -> str:
    """Return a size of bytes in words."""
    return str(QLocale().formattedDataSize(value, 1))


def age(as_of: str, today: date | None = None) -> str:
    """Return how long ago something spoke, in words."""
    try:
        days = ((today or datetime.now(UTC).date()) - date.fromisoformat(as_of[:10])).days
    except ValueError:
        return as_of
    if days < 1:
        return translate("today")
    for size, word in ((365, "year"), (30, "month"), (7, "week"), (1, "day")):
        if days >= size:
            return translate("{0} ago").format(counted(days // size, word))
    return as_of


def since(moment: str) -> str:
    """Return a moment (ISO 8601) in words, exact to the minute."""
    try:
        return str(QLocale().toString(QDateTime.fromSecsSinceEpoch(int(datetime.fromisoformat(moment).timestamp())), "d MMM yyyy, HH:mm"))
    except ValueError:
        return moment


def left(seconds: float) -> str:
    """Return how long something still takes."""
    minutes, rest = divmod(int(seconds), 60)
    return translate("{0} min {1:02} s left").format(minutes, rest) if minutes else translate("{0} s left").format(rest)
