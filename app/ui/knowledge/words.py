"""What states, days and counts are called on the knowledge page. Any thread."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from app.core.units.forms import Completeness
from app.core.units.units import UnitHead, UnitStatus
from app.ui.language import words

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


def status(one: UnitStatus) -> str:
    """Return a status with its shape."""
    return f"{STATUS_GLYPHS[one]} {words(one.words)}"


def number(value: int) -> str:
    """Return a number as the user's locale writes it."""
    return str(QLocale().toString(value))


def standing(unit: UnitHead) -> str:
    """Return where a unit stands, in one line."""
    parts = [status(unit.status)]
    if unit.status.answers and unit.working is UnitStatus.DRAFT:
        parts.append(QCoreApplication.translate("Knowledge", "new revision being written"))
    elif unit.status.answers and unit.working is UnitStatus.IN_REVIEW:
        parts.append(QCoreApplication.translate("Knowledge", "new revision in review"))
    return " · ".join(parts)


def complete(found: Completeness) -> str:
    """Return in words how complete a unit is."""
    if not found.missing:
        return QCoreApplication.translate("Knowledge", "Complete")
    share = QCoreApplication.translate("Knowledge", "Draft")
    if found.share >= _HALF:
        share = (
            QCoreApplication.translate("Knowledge", "Nearly complete")
            if found.share >= _NEARLY
            else QCoreApplication.translate("Knowledge", "Halfway")
        )
    told = []
    if found.required:
        told.append(QCoreApplication.translate("Knowledge", "{0} required").format(number(found.required)))
    if recommended := len(found.missing) - found.required:
        told.append(QCoreApplication.translate("Knowledge", "{0} recommended").format(number(recommended)))
    return f"{share} · {', '.join(told)}"
