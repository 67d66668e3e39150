"""What states, days and counts are called on the knowledge page. Any thread."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from app.core.forms import Completeness
from app.core.units import UnitHead, UnitStatus

STATUS_COLOURS = {
    UnitStatus.DRAFT: "muted", UnitStatus.IN_REVIEW: "accent", UnitStatus.APPROVED: "supported", UnitStatus.NEEDS_REVIEW: "partial",
    UnitStatus.SUPERSEDED: "muted", UnitStatus.RETIRED: "muted",
}  # fmt: skip
STATUS_GLYPHS = {
    UnitStatus.DRAFT: "○", UnitStatus.IN_REVIEW: "◐", UnitStatus.APPROVED: "●", UnitStatus.NEEDS_REVIEW: "▲",
    UnitStatus.SUPERSEDED: "–", UnitStatus.RETIRED: "–",
}  # fmt: skip
"""A status is told by a shape and a word, never by its colour alone."""

_HALF, _NEARLY = 0.4, 0.75
"""Shares of what could be said from which a unit is called half way and nearly complete."""


def translate(words: str) -> str:
    """Return words of this room in the user's language."""
    return QCoreApplication.translate("knowledge", words)


def status(one: UnitStatus) -> str:
    """Return a status with its shape."""
    return f"{STATUS_GLYPHS[one]} {translate(one.words)}"


def number(value: int) -> str:
    """Return a number as the user's locale writes it."""
    return str(QLocale().toString(value))


def day(text: str) -> str:
    """Return an ISO 8601 day as the user's locale writes it."""
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return str(QLocale().toString(QDate(found.year, found.month, found.day), "d MMM yyyy"))


def standing(unit: UnitHead) -> str:
    """Return where a unit stands, in one line."""
    parts = [status(unit.status)]
    if unit.status.answers and unit.working is UnitStatus.DRAFT:
        parts.append(translate("a new revision is being written"))
    elif unit.status.answers and unit.working is UnitStatus.IN_REVIEW:
        parts.append(translate("a new revision is in review"))
    return " · ".join(parts)


def complete(found: Completeness) -> str:
    """Return in words how complete a unit is."""
    if not found.missing:
        return translate("Complete: nothing is missing.")
    share = translate("Just begun")
    if found.share >= _HALF:
        share = translate("Nearly complete") if found.share >= _NEARLY else translate("Half way")
    one = translate("1 thing is missing")
    return f"{share}: {one if len(found.missing) == 1 else translate('{0} things are missing').format(number(len(found.missing)))}"
