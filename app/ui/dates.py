"""How days and moments are written, everywhere in the window.

The decision hidden here is the form: the month by its name, since "02/10/2025" is another day elsewhere.
Pure, but for the translation.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale


def day(at: str) -> str:
    """Return a day or the day of a moment (ISO 8601), as "10 Feb 2025"; what is none stays as it is."""
    try:
        read = date.fromisoformat(at[:10])
    except ValueError:
        return at
    return QLocale().toString(QDate(read.year, read.month, read.day), _form())


def minute(at: str) -> str:
    """Return a moment (ISO 8601) of this machine's clock, as "10 Feb 2025, 14:55"."""
    here = local(at)
    return at if here is None else f"{day(here.date().isoformat())}, {clock(here)}"


def clock(here: datetime) -> str:
    """Return the time of a day, as the locale writes it."""
    return QLocale().toString(QDateTime(here).time(), QLocale.FormatType.ShortFormat)


def local(at: str) -> datetime | None:
    """Return a moment (ISO 8601, UTC where it says nothing) as this machine's clock showed it, None where it
    is none.
    """
    try:
        read = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone()


def _form() -> str:
    return QCoreApplication.translate("Dates", "d MMM yyyy")
